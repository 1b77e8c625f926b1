"""What a recording's page says of its stories is true today: what is hidden says so, and why."""

import pytest

from stories.foundation.access import OPERATOR, Role
from stories.foundation.clock import today
from stories.foundation.db import db
from stories.moderation.services import close_story
from stories.moderation.takedown.services import request_takedown
from stories.people.models import Agreement, Stage
from stories.people.services.agreements import take_back
from tests.factories import DAY
from tests.moderation.helpers import inside, row

ROLES = [Role.FACILITATOR, Role.MODERATOR, Role.CURATOR]


@pytest.fixture
def story(make):
    elder = make.person(name="Мәриям Жасырынбай", pseudonym="Тырна")
    session = make.session(narrators=[elder])
    make.agree(elder, session)
    return make.story(version=make.transcript(make.recording(session)), approved=True)


def panel(client, story):
    page = client.speak("en").page(f"/recordings/{story.recording_id}")
    return " ".join(page.select_one("[aria-labelledby=stories-of-it]").get_text(" ").split())


def taken_back(_story):
    take_back(OPERATOR, db.session.query(Agreement).filter_by(stage=Stage.AFTER).one())


def disputed(story):
    request_takedown(OPERATOR, story, "Көшеміз аталған.")


def closed(story):
    close_story(OPERATOR, story, today() + 30 * DAY, "Отбасы сұрады.")


HIDES = {
    taken_back: "Not everyone who can be heard has agreed",
    disputed: "Somebody asked to take the story down",
    closed: "It is closed until a certain day",
}


def test_what_families_may_hear_is_released(client, make, story):
    told = panel(client.sign_in(make.user(Role.MODERATOR)), story)
    assert "Released" in told
    assert "Hidden" not in told


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("hide", HIDES)
def test_what_was_hidden_since_says_so_and_why(app, client, make, story, role, hide):
    with inside(app):
        hide(row(story))
    told = panel(client.sign_in(make.user(role)), story)
    assert "Hidden" in told
    assert "Released" not in told
    assert HIDES[hide] in told
    assert "Мәриям" not in told


def test_a_story_in_review_is_called_by_its_state(client, make):
    story = make.story()
    told = panel(client.sign_in(make.user(Role.MODERATOR)), story)
    assert "In review" in told
    assert "Hidden" not in told
