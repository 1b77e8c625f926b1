"""What a narrator wishes changed: held back until somebody deals with it (C12)."""

import io

import pytest

from stories.accounts.identity import as_actor
from stories.accounts.models import User
from stories.foundation.access import OPERATOR, Role
from stories.foundation.attention import waiting_for
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from stories.foundation.erasure import Deed, Erasing, Wish, plan_for
from stories.foundation.erasure.words import Words
from stories.foundation.holdings import held_about
from stories.moderation.models import Story
from stories.moderation.queries import reasons_for
from stories.moderation.rules import LEAST_AUDIENCE, Reason
from stories.people.models import Agreement, Stage
from stories.people.services import withdraw_agreement
from stories.sessions.models import Attendance, Part
from stories.transcripts.approvals.models import SegmentApproval, Why
from stories.translations.narrator.models import NarratorWish, WishKind
from tests.translations.test_narrator import answer, inside, told
from tests.translations.told import give, tone

__all__ = ["inside", "told"]


def ask(client, told, place=0, **fields):
    wanted = {"kind": "do_not_publish", "words": ""} | fields
    return client.send(f"{told.passage(place)}/change", wanted)


def test_a_wish_takes_every_approval_back_and_waits_for_the_team(told, inside, make):
    answer(inside, told.passage())
    response = ask(inside, told, words="Ауылдың аты аталмасын")
    assert response.location.endswith(told.passage(1))
    (row,) = told.all(NarratorWish)
    assert (row.kind, row.start_ms, row.end_ms) == (WishKind.DO_NOT_PUBLISH, 0, 8_000)
    assert [one.why for one in told.all(SegmentApproval)] == [Why.WISH]
    assert "You asked for a change" in inside.page(told.passage()).text
    user = make.facilitator()

    def waits():
        return [item.url for item in waiting_for(as_actor(db.session.get_one(User, user.id)))]

    assert f"/recordings/{told.recording.id}/wishes" in told.act(waits)


def test_the_last_word_counts(told, inside):
    for _time in range(2):
        ask(inside, told)
    ask(inside, told, kind="a_name", words="Ауыл")
    (row,) = told.all(NarratorWish)
    assert (row.kind, row.words, row.dealt_at) == (WishKind.A_NAME, "Ауыл", None)
    answer(inside, told.passage())
    (row,) = told.all(NarratorWish)
    assert row.dealt_at is not None
    assert len(told.all(SegmentApproval)) == 1


@pytest.mark.parametrize(
    "fields", [{"kind": ""}, {"kind": "everything"}, {"words": "а" * 501}], ids=str
)
def test_a_wish_that_is_none_is_said_so(told, inside, fields):
    inside.send(f"{told.passage()}/change", {"kind": "other", "words": ""} | fields, expect=422)
    assert not told.all(NarratorWish)


@pytest.fixture
def story(told, make):
    return make.story(version=told.version, approved=True)


def reasons(told, story):
    def read():
        return reasons_for([db.session.get_one(Story, story.id)], LEAST_AUDIENCE)[story.id]

    return set(told.act(read))


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("do_not_publish", Reason.NARRATOR_SAID_NO), ("a_name", Reason.NARRATOR_WISHES)],
)
def test_a_wish_holds_back_publication_until_it_is_dealt_with(
    told, inside, make, story, kind, reason
):
    """At once, for a story that was released, and at every read (M3)."""
    assert reason not in reasons(told, story)
    ask(inside, told, place=1, kind=kind)
    assert reason in reasons(told, story)
    (row,) = told.all(NarratorWish)
    inside.sign_in(make.facilitator())
    assert inside.page(f"/recordings/{told.recording.id}/wishes").select("form[action$=dealt-with]")
    deal = f"/narrator-wishes/{row.id}/dealt-with"
    inside.send(deal, {"outcome": ""}, expect=422)
    inside.send(deal, {"outcome": "Ауыл аты алынды"})
    assert reason not in reasons(told, story)
    inside.send(deal, {"outcome": "тағы"}, expect=409)


def test_a_wish_about_another_stretch_holds_nothing_back(told, inside, make):
    story = make.story(version=told.version, approved=True, spans=[(10_000, 19_000)])
    ask(inside, told, place=2)
    assert Reason.NARRATOR_SAID_NO not in reasons(told, story)


def test_the_page_of_the_story_says_what_to_do(told, inside, make, story):
    ask(inside, told)
    inside.sign_in(make.facilitator())
    page = inside.page(f"/stories/{story.id}")
    assert "does not want a part of this published" in page.text
    assert page.select_one(f"a[href='/recordings/{told.recording.id}/wishes']")


@pytest.fixture
def voice(tmp_path):
    return tone(tmp_path / "note.wav", 2).read_bytes()


def speak(client, told, sound, expect=200):
    data = {"note": (io.BytesIO(sound), "note")}
    return client.send(f"{told.passage()}/note", data, expect=expect)


def keys(told):
    with told.app.app_context():
        return set(blobs().keys("notes/"))


def test_a_spoken_wish_is_heard_by_the_team_and_deleted_when_dealt_with(told, inside, make, voice):
    for _time in range(2):
        speak(inside, told, voice)  # an answer that was lost: the last one counts
    (row,) = told.all(NarratorWish)
    assert row.kind is WishKind.OTHER
    assert keys(told) == {row.note_key}
    ask(inside, told)
    assert told.all(NarratorWish)[0].note_key == row.note_key
    hear = f"/narrator-wishes/{row.id}/note"
    inside.sign_in(make.user(Role.CURATOR))
    inside.get(hear, expect=403)
    inside.sign_in(make.facilitator())
    assert inside.get(hear).data == voice
    inside.send(f"/narrator-wishes/{row.id}/dealt-with", {"outcome": "Түзетілді"})
    assert keys(told) == set()
    inside.get(hear, expect=404)


@pytest.mark.parametrize("sound", [b"", b"<script>", b"OggS" + bytes(999)], ids=len)
def test_what_is_no_voice_is_said_so(told, inside, sound):
    assert speak(inside, told, sound, expect=422).json["sentence"]
    assert not told.all(NarratorWish)
    assert keys(told) == set()


def test_a_speech_is_too_long(told, inside, tmp_path):
    sound = tone(tmp_path / "long.wav", 200, 1000).read_bytes()
    speak(inside, told, sound, expect=413)
    assert not told.all(NarratorWish)


def test_whoever_takes_their_word_back_finds_the_link_closed(told, inside, voice):
    speak(inside, told, voice)
    ask(inside, told)

    def withdraw():
        words = db.session.query(Agreement)
        row = words.filter_by(person_id=told.elder.id, stage=Stage.AFTER).one()
        withdraw_agreement(OPERATOR, row)

    told.act(withdraw)
    inside.get(told.door, expect=410)
    inside.get(f"{told.passage()}/sound.webm", expect=410)
    assert keys(told) == set()
    (row,) = told.all(NarratorWish)
    assert (row.note_key, row.dealt_at) == (None, None)  # what they do not want, they do not want


def test_without_everybodys_agreement_nothing_is_open(told, inside, make):
    stranger = make.person()

    def sit_down():
        seat = Attendance(session_id=told.session.id, person_id=stranger.id, part=Part.LISTENER)
        db.session.add(seat)

    told.act(sit_down)
    inside.get(told.passage(), expect=410)


def test_it_is_told_what_is_kept_about_them(told, inside):
    answer(inside, told.passage())
    ask(inside, told, place=1)
    tables = {item.table for item in told.act(lambda: held_about(told.elder.id))}
    assert {"narrator_links", "narrator_wishes", "segment_approvals"} <= tables


def plan(told, person):
    def make():
        erasing = Erasing(person.id, Wish.DELETE, Words(()))
        return {(touch.table, touch.deed) for touch in plan_for(erasing).touches}

    return told.act(make)


def test_an_erasure_takes_links_wishes_and_voices_along(told, inside, voice):
    speak(inside, told, voice)
    planned = plan(told, told.elder)
    assert {("narrator_links", Deed.DELETE), ("narrator_wishes", Deed.DELETE)} <= planned


def test_a_childs_wish_outlives_whoever_spoke_for_it(told, client, make, app):
    child = make.child()
    session = make.session(narrators=[child])
    make.agree(child, session)
    recording = make.recording(session)
    make.transcript(recording)
    secrets = give(app, recording, child, child.guardian).secrets
    door = f"/told/{secrets.token}"
    client.send(door, {"pin": secrets.pin})
    first = client.page(door).select_one("a.do")["href"]
    client.send(f"{first}/change", {"kind": "do_not_publish", "words": ""})
    planned = plan(told, child.guardian)
    assert ("narrator_links", Deed.CHANGE) in planned
    assert not {table for table, _deed in planned} & {"narrator_wishes"}
