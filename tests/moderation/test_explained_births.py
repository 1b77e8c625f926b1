"""What a child permits ends on the eighteenth birthday: that day is told to no role but a few."""

from datetime import date

import pytest
from flask import Flask

from stories.foundation.access import Role
from stories.foundation.clock import today
from tests.client import InspectingClient
from tests.factories import Factory

BORN = date(today().year - 15, 5, 17)
KNOW = {Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN}
STAFF = [role for role in Role if role is not Role.FAMILY]


@pytest.mark.parametrize("role", STAFF)
def test_no_page_lets_a_birthday_be_reckoned(
    app: Flask, client: InspectingClient, make: Factory, role: Role
):
    child = make.child(birth_date=BORN, birth_year=BORN.year)
    session = make.session(narrators=[child])
    make.agree(child, session)
    story = make.story(version=make.transcript(make.recording(session)), approved=True)
    client.sign_in(make.user(role)).speak("en")
    pages = [f"/stories/{story.id}", f"/recordings/{story.recording_id}"]
    pages += [] if role is Role.MODERATOR else [f"/people/{child.id}", f"/sessions/{session.id}"]
    told = [client.page(path).get_text(" ", strip=True) for path in pages]
    assert any(f"{BORN.year + 18}" in text for text in told) is (role in KNOW)
