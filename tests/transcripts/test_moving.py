"""Boundaries moved through the pages: kept, refused with a sentence, and never by two at once."""

import pytest

from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from tests.transcripts.test_editing import reread, send

__all__ = ["reread", "send"]


@pytest.fixture
def move(send, segments):
    def post(place, expect=200, **fields):
        segment = segments()[place]
        edge = fields.get("edge", "end")
        was = segment.end_ms if edge == "end" else segment.start_ms
        wanted = {"edge": edge, "was": was, "revision": segment.revision} | fields
        return send(f"/segments/{segment.id}/boundary", expect, **wanted)

    return post


def times(segments):
    return [(row.start_ms, row.end_ms) for row in segments()]


def test_an_edge_is_moved_and_told(app, move, segments, version, reread):
    answer = move(0, at=9_500)
    assert times(segments) == [(0, 9_500), (10_000, 19_000), (20_000, 29_000)]
    assert answer["sentence"] == "Ends at 0:09.5"
    assert (answer["revision"], reread(version).revision) == (2, 2)
    assert list(answer["times"].values()) == [[0, 9_500]]
    with app.app_context(), unit_of_work(write=False):
        events = db.session.query(AuditEvent).filter_by(action="transcripts.boundary_moved").all()
        assert [row.detail["at_ms"] for row in events] == [9_500]


def test_a_neighbour_goes_along_and_its_text_can_still_be_kept(move, send, segments):
    second = segments()[1]
    assert len(move(0, at=10_400)["times"]) == 2
    assert times(segments)[:2] == [(0, 10_400), (10_400, 19_000)]
    send(f"/segments/{second.id}", text="Басқаша", language="kk", revision=second.revision)
    assert segments()[1].text == "Басқаша"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"at": -1}, "outside the recording"),
        ({"at": 10**8}, "outside the recording"),
        ({"at": "x"}, "outside the recording"),
        ({"at": "9" * 30}, "outside the recording"),
        ({"at": 5, "edge": "middle"}, "outside the recording"),
        ({"at": 50}, "ends after it begins"),
        ({"at": 9_500, "edge": "start"}, "ends after it begins"),
        ({"at": 18_950}, "Join the two"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(move, segments, fields, sentence):
    before = times(segments)
    assert sentence in move(0, 422, **fields)["sentence"]
    assert times(segments) == before


def test_who_saw_another_boundary_is_told_where_it_stands(move, segments):
    seen = segments()[1]
    move(0, at=10_400)  # the second began at 10 seconds when it was looked at
    answer = move(1, 409, edge="start", was=seen.start_ms, at=9_800)
    assert answer["times"] == {str(seen.id): [10_400, 19_000]}
    assert "moved this boundary" in answer["sentence"]


def test_a_move_that_was_sent_twice_is_done_once_and_told(client, move, segments):
    fields = {"at": 9_500, "once": "0b5c2f0a-0b51-4ad4-8d0c-6c47f1a5a1f3", "revision": 1}
    seen = segments()[0]
    move(0, **fields)
    answer = move(0, was=seen.end_ms, **fields)
    assert answer["again"] is True
    assert f"/segments/{seen.id}/history?revision=2" in answer["location"]
    assert segments()[0].end_ms == 9_500


def test_a_move_under_another_name_or_of_a_joined_segment_is_told(client, send, move, segments):
    move(0, 401, at=9_500, **{"as": "somebody"})
    gone = segments()[1]
    send(f"/segments/{segments()[0].id}/merge", revision=1)
    wanted = {"edge": "end", "was": gone.end_ms, "at": gone.end_ms - 500, "revision": 1}
    answer = send(f"/segments/{gone.id}/boundary", 410, **wanted)
    assert answer["place"]["id"] == str(segments()[0].id)


@pytest.mark.parametrize("revision", ["", "0", "x", "9" * 40])
def test_a_stale_segment_is_a_conflict(move, segments, revision):
    before = times(segments)
    assert move(0, 409, at=9_500, revision=revision)["current"]["revision"] == 1
    assert times(segments) == before


def test_an_unmoved_edge_changes_nothing(move, version, reread):
    assert move(0, at=9_000) | {"state": None} == {
        "revision": 1, "times": {}, "sentence": "Ends at 0:09", "state": None
    }  # fmt: skip
    assert reread(version).revision == 1


def test_strangers_move_nothing(client, make, segments):
    client.sign_in(make.facilitator(organisation=make.other_organisation()))
    path = f"/segments/{segments()[0].id}/boundary"
    client.send(path, {"edge": "end", "was": 9_000, "at": 9_500, "revision": 1}, expect=404)


def fields_of(segments, **typed):
    """The page's form as it stands, with a few fields typed anew: ``end0="0:12"``."""
    form = {}
    for place, row in enumerate(segments()):
        form[f"revision-{row.id}"] = row.revision
        for edge, stands in (("start", row.start_ms), ("end", row.end_ms)):
            form[f"{edge}-was-{row.id}"] = stands
            form[f"{edge}-{row.id}"] = typed.get(f"{edge}{place}", f"0:{stands // 1000:02d}")
    return form


def test_times_are_typed_without_scripts(client, facilitator, recording, segments):
    client.sign_in(facilitator).speak("en")
    path = f"/recordings/{recording.id}/transcript/times"
    assert len(client.page(path).select("input.num")) == 6
    typed = {"end0": "0:12", "start1": "0:12", "start2": "0:25", "end2": "0:29.5"}
    client.send(path, fields_of(segments, **typed))
    assert times(segments) == [(0, 12_000), (12_000, 19_000), (25_000, 29_500)]


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ({"start2": "0:21", "end2": "0:22"}, (21_000, 22_000)),
        ({"start2": "0:14", "end2": "0:18"}, (14_000, 18_000)),
        ({"start2": "0:29.2", "end2": "0:30"}, (29_200, 30_000)),
    ],
)
def test_a_segment_goes_to_another_place_as_a_whole(
    client, facilitator, recording, segments, typed, after
):
    client.sign_in(facilitator)
    client.send(f"/recordings/{recording.id}/transcript/times", fields_of(segments, **typed))
    assert times(segments)[2] == after


def test_what_fits_is_taken_and_the_rest_is_marked(client, facilitator, recording, segments):
    client.sign_in(facilitator).speak("en")
    path = f"/recordings/{recording.id}/transcript/times"
    typed = {"end0": "soon", "end1": "0:19.5", "end2": "0:20"}
    answer = client.send(path, fields_of(segments, **typed), expect=200)
    page = answer.get_data(as_text=True)
    assert 'value="soon"' in page
    assert "minutes and seconds, like" in page
    assert "ends after it begins" in page
    assert times(segments) == [(0, 9_000), (10_000, 19_500), (20_000, 29_000)]
