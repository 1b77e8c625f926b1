"""The history on each database: many hands at once, numbers without a gap, taken back and told."""

import pytest

from stories.foundation.db import db, unit_of_work
from stories.sessions.models import SessionState
from stories.transcripts import queries as texts
from stories.transcripts.history.models import SegmentChange
from tests.factories import Factory
from tests.foundation.crowd import at_once

JSON = {"Accept": "application/json"}


@pytest.fixture
def world(any_app):
    make = Factory(any_app)
    elder, facilitator = make.person(), make.facilitator()
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agree(elder, held)
    recording = make.recording(held)
    make.transcript(recording, checked=False)
    return facilitator, recording.id


def rows_of(app, recording_id):
    with app.app_context(), unit_of_work(write=False):
        found = texts.every_segment(texts.current_version(recording_id).id)
        db.session.expunge_all()
        return found


def test_many_hands_at_once_leave_numbers_without_a_gap(any_app, world):
    facilitator, recording_id = world
    rows = rows_of(any_app, recording_id)

    def work(place):
        client = any_app.test_client().sign_in(facilitator)
        row = rows[place % 3]
        fields = {"speaker": f"n:{place % 5 + 1}"}
        client.send(f"/segments/{row.id}/speaker", fields, expect=200, headers=JSON)

    at_once(9, work)
    with any_app.app_context(), unit_of_work(write=False):
        numbers = sorted(row[0] for row in db.session.query(SegmentChange.number))
        assert numbers == list(range(1, len(numbers) + 1))
        assert texts.current_version(recording_id).changes == len(numbers)


def test_changes_are_taken_back_made_again_told_and_shown(any_app, world):
    facilitator, recording_id = world
    client = any_app.test_client().sign_in(facilitator).speak("en")
    base = f"/recordings/{recording_id}/transcript"

    def said():
        return [(row.text, row.speaker.key) for row in rows_of(any_app, recording_id)]

    def send(path, **fields):
        return client.send(path, fields, expect=200, headers=JSON).json

    first = rows_of(any_app, recording_id)[0]
    seen = [said()]
    send(f"/segments/{first.id}", text="Апам ерте тұратын", language="kk", revision=1)
    seen.append(said())
    send(f"/segments/{first.id}/split", at=5, revision=2)
    seen.append(said())
    send(f"/segments/{first.id}/merge", revision=3)
    send(f"/segments/{first.id}/speaker", speaker="n:1", rest="1")
    assert len(send(f"{base}/news", seen=0)["rows"]) == 3
    send(f"{base}/undo")
    for stood in [seen[2], seen[1], seen[0]]:
        send(f"{base}/undo")
        assert said() == stood
    for stood in seen[1:]:
        send(f"{base}/redo")
        assert said() == stood
    assert len(client.page(f"{base}/history").select("li.change")) > 9
    assert client.page(f"/segments/{first.id}/history").select("li.change")
