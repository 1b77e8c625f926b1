"""The page that records, and the pauses that come with what was recorded."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.db import db, unit_of_work
from stories.media.tus.models import Upload
from stories.media.tus.protocol import MOST_PAUSES, read_pauses
from stories.sessions.models import SessionState
from tests.media import samples
from tests.media.sender import Sender


def test_an_open_session_leads_to_it_and_it_says_what_it_is(client, session, facilitator):
    client.sign_in(facilitator).speak("en")
    page = client.page(f"/sessions/{session.id}")
    assert page.find("a", href=f"/sessions/{session.id}/record").get_text() == "Record here"
    page = client.page(f"/sessions/{session.id}/record")
    assert page.h1.get_text() == "Record here"
    assert session.theme in page.get_text()
    assert "has agreed to be recorded" not in page.get_text()


def test_as_a_device_keeps_it_nobody_is_named_and_no_token_is_in_it(client, session, facilitator):
    client.sign_in(facilitator).speak("en")
    answer = client.get(f"/sessions/{session.id}/record?kept=1")
    told = answer.get_data(as_text=True)
    assert "csrf" not in told
    for word in (session.theme, session.place, facilitator.name, facilitator.email):
        assert word not in told
    assert f'content="{facilitator.id}"' in told


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.CANCELLED])
def test_a_session_that_has_not_begun_is_not_recorded(client, facilitator, make, state):
    planned = make.session(state=state, facilitator_id=facilitator.id)
    client.sign_in(facilitator).get(f"/sessions/{planned.id}/record", expect=409)


def test_it_warns_where_somebody_has_not_agreed(client, facilitator, make):
    bare = make.session(
        narrators=[make.person()], state=SessionState.OPEN, facilitator_id=facilitator.id
    )
    client.sign_in(facilitator).speak("en")
    page = client.page(f"/sessions/{bare.id}/record")
    assert "Not everyone who takes part has agreed to be recorded." in page.get_text()


def test_the_worker_stands_above_the_pages_it_serves(client):
    answer = client.get("/worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == "/sessions/"


def test_pauses_come_along_and_are_told_with_the_recording(app, client, session, facilitator):
    sender = Sender(client.sign_in(facilitator).speak("en"))
    data = samples.sample("webm").read_bytes()
    told = base64.b64encode(b"12.5+30 nonsense 134.0+4.2").decode()
    headers = {"Upload-Length": str(len(data)), "Upload-Metadata": f"filename YQ==,pauses {told}"}
    begun = sender.ask("POST", f"/sessions/{session.id}/uploads", headers, expect=201)
    answer = sender.send(begun.location, data, 0)
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(Upload, sender.id_of(begun.location))
        assert row.pauses == [[12.5, 30.0], [134.0, 4.2]]
    page = client.page(answer.headers["Stories-Recording"]).get_text(" ", strip=True)
    assert "at 0:12 for 0:30" in page or "at 0:13 for 0:30" in page
    assert "at 2:14 for 0:04" in page


@given(st.text() | st.from_regex(r"(\d+\.?\d*\+\d+ ){0,9}", fullmatch=True))
def test_whatever_is_said_about_pauses_no_recording_is_refused(said):
    for at, lasted in read_pauses(said):
        assert 0 <= at < 1e6
        assert 0 <= lasted < 1e6


def test_there_is_an_end_to_pauses():
    assert len(read_pauses("1+1 " * 9000)) == MOST_PAUSES
