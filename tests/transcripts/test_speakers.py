"""Who speaks: given by people, to a segment or a turn, taken back, and told nowhere else."""

import uuid
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.db import db, unit_of_work
from stories.transcripts import queries
from stories.transcripts.models import Segment
from stories.transcripts.turns import LONG_PAUSE_MS, NOBODY, Speaker, rest_of_turn, speaker_of

SOMEBODY = [Speaker(number=1), Speaker(person_id=uuid.UUID(int=5))]
WHO = st.sampled_from([NOBODY, NOBODY, NOBODY, *SOMEBODY])


@dataclass(frozen=True)
class Said:
    start_ms: int
    end_ms: int
    language: str
    speaker: Speaker


@st.composite
def texts(draw):
    rows, at = [], 0
    for _ in range(draw(st.integers(1, 20))):
        at += draw(st.sampled_from([0, 300, LONG_PAUSE_MS - 1, LONG_PAUSE_MS, 9000]))
        end = at + draw(st.integers(1, 9000))
        rows.append(Said(at, end, draw(st.sampled_from(["kk", "kk", "ru"])), draw(WHO)))
        at = end
    return rows


@given(texts())
def test_a_turn_is_a_beginning_of_what_follows(rows):
    first, *following = rows
    turn = rest_of_turn(first, following)
    assert turn == following[: len(turn)]
    row = [first, *turn]
    assert all(one.speaker == NOBODY and one.language == first.language for one in turn)
    assert all(right.start_ms - left.end_ms < LONG_PAUSE_MS for left, right in zip(row, turn))  # noqa: B905
    if len(turn) < len(following):
        after, last = following[len(turn)], row[-1]
        assert (
            after.speaker != NOBODY
            or after.language != first.language
            or after.start_ms - last.end_ms >= LONG_PAUSE_MS
        )


@given(WHO)
def test_a_speaker_goes_through_a_form(speaker):
    assert speaker_of(speaker.key) == speaker


@pytest.mark.parametrize("key", ["n:0", "n:10", "p:", "p:" + "-" * 36, "x", "n:1 ", "p:1"])
def test_nonsense_is_no_speaker(key):
    assert speaker_of(key) is None


@pytest.fixture
def people(app, recording):
    """Ids of those in the recording's session."""
    from stories.media.queries import recording_by_id
    from stories.transcripts.voices import people_in

    with app.app_context(), unit_of_work(write=False):
        return [row.id for row in people_in(recording_by_id(recording.id))]


def speak(client, row, key, **more):
    return client.send(
        f"/segments/{row.id}/speaker", {"speaker": key, **more}, expect=more.pop("expect", 200)
    )


def keys(segments):
    return [row.speaker.key for row in segments()]


def test_a_participant_or_a_number_is_named(client, facilitator, people, segments):
    client.sign_in(facilitator)
    elder = f"p:{people[0]}"
    answer = speak(client, segments()[0], elder, rest="1").json
    assert keys(segments) == [elder, elder, elder]
    assert set(answer["speakers"].values()) == {elder}
    speak(client, segments()[1], "n:2", rest="1")
    assert keys(segments) == [elder, "n:2", elder]


def test_who_was_not_there_cannot_speak(client, make, facilitator, segments):
    client.sign_in(facilitator)
    stranger = make.person()
    for key in (f"p:{stranger.id}", "n:99", "x"):
        path = f"/segments/{segments()[0].id}/speaker"
        client.send(path, {"speaker": key}, expect=422)
    assert keys(segments) == ["", "", ""]


def test_a_machine_does_not_write_over_it(app, client, facilitator, version, segments):
    client.sign_in(facilitator)
    speak(client, segments()[0], "n:1")
    with app.app_context(), unit_of_work(write=False):
        assert queries.touched(version.id)


def test_without_scripts_the_whole_page_is_kept(client, facilitator, recording, people, segments):
    client.sign_in(facilitator)
    elder = f"p:{people[0]}"
    fields = {"rest": "1"}
    for place, row in enumerate(segments()):
        fields |= {f"text-{row.id}": row.text, f"revision-{row.id}": row.revision,
                   f"language-{row.id}": "kk", f"spoke-{row.id}": "",
                   f"speaker-{row.id}": elder if place == 1 else ""}  # fmt: skip
    client.send(f"/recordings/{recording.id}/transcript/save", fields)
    assert keys(segments) == ["", elder, elder]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_names_begin_turns_where_the_text_is_read(
    client, facilitator, recording, people, segments, language
):
    client.sign_in(facilitator).speak(language)
    speak(client, segments()[0], f"p:{people[0]}", rest="1")
    speak(client, segments()[2], "n:1")
    page = client.page(f"/recordings/{recording.id}/transcript/read")
    assert len(page.select("p.voice")) == 2
    page = client.page(f"/recordings/{recording.id}/transcript")
    chosen = [one["value"] for one in page.select("[data-speaker] option[selected]")]
    assert chosen == [f"p:{people[0]}", f"p:{people[0]}", "n:1"]


@pytest.mark.parametrize("form", ["vtt", "srt", "txt"])
def test_a_file_calls_nobody_by_name_and_says_who_wrote_it(
    client, facilitator, recording, people, segments, form, app
):
    client.sign_in(facilitator).speak("en")
    speak(client, segments()[0], f"p:{people[0]}", rest="1")
    with app.app_context():
        name = queries.people_by_id(people[:1])[people[0]].name
    answer = client.get(f"/recordings/{recording.id}/transcript/text?as={form}")
    text = answer.get_data(as_text=True)
    assert name not in text
    assert "Written by a machine, not checked" in text
    assert "Таңертең апам ерте тұратын." in text
    assert ("<v " in text) == (form == "vtt")
    client.get(f"/recordings/{recording.id}/transcript/text?as=exe", expect=404)


def test_halves_keep_their_speaker_and_joined_ones_the_first(client, facilitator, segments):
    client.sign_in(facilitator)
    speak(client, segments()[0], "n:3")
    row = segments()[0]
    cut = {"at": 8, "revision": row.revision}
    client.send(f"/segments/{row.id}/split", cut, expect=200)
    assert keys(segments)[:2] == ["n:3", "n:3"]
    row = segments()[1]
    client.send(f"/segments/{row.id}/merge", {"revision": row.revision}, expect=200)
    assert keys(segments) == ["n:3", "n:3", ""]


def test_an_erased_person_speaks_nowhere(app, client, facilitator, people, segments, version):
    from stories.foundation.erasure import Erasing, Wish, Words
    from stories.transcripts.erasing import touches

    client.sign_in(facilitator)
    speak(client, segments()[0], f"p:{people[0]}", rest="1")
    with app.app_context(), unit_of_work(write=False):
        erasing = Erasing(people[0], Wish.ANONYMISE, Words(()))
        found = [one for one in touches(erasing) if "speaker_id" in one.values]
        assert len(found) == 3
        assert db.session.query(Segment).filter_by(speaker_id=people[0]).count() == 3
        from stories.transcripts.held import about

        (holding,) = [one for one in about(people[0]) if one.table == "transcript_versions"]
        assert holding.facts["spoken"] == 3
