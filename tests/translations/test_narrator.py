"""The narrator's own review: their link, and what they answer (C12, R8)."""

import uuid
from datetime import timedelta

import pytest

from stories.foundation import pins
from stories.foundation.access import OPERATOR, Role
from stories.foundation.blobs import blobs
from stories.foundation.clock import held_at, now, today
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.media.models import Recording
from stories.media.tools import make_access_copy
from stories.sessions.models import SessionState
from stories.transcripts import queries as texts
from stories.transcripts.approvals.models import Capacity, SegmentApproval, Way, Why
from stories.transcripts.models import Segment, TranscriptState
from stories.translations import services as translations
from stories.translations.narrator.models import NarratorLink
from tests.translations.told import give, tell, tone


@pytest.fixture
def told(app, make):
    return tell(app, make)


@pytest.fixture
def inside(told, client):
    return told.enter(client.speak("en"))


def answer(client, path):
    """Tap «I agree» on a passage as its page shows it."""
    mark = client.page(path).select_one("input[name=mark]")["value"]
    return client.send(f"{path}/agree", {"mark": mark})


def test_the_pin_opens_it_for_some_hours_and_says_nothing_before(told, client):
    client.speak("en")
    page = client.page(told.door)
    assert page.select_one("input[name=pin]")
    assert "Мәриям" not in told.door + page.text
    told.enter(client)
    assert "0 of 3" in client.page(told.door).text
    with held_at(now() + timedelta(hours=4, minutes=1)):
        assert client.page(told.door).select_one("input[name=pin]")
        client.get(told.passage(), expect=303)


def test_guessing_closes_the_link(told, client, monkeypatch):
    monkeypatch.setattr(pins, "MOST_WRONG", 2)
    wrong = "000000" if told.pin != "000000" else "111111"
    for _time in range(2):
        client.send(told.door, {"pin": wrong}, expect=422)
    client.get(told.door, expect=410)
    actions = {row.action for row in told.all(AuditEvent)}
    assert {"narrator.pin_refused", "narrator.link_guessed"} <= actions


def test_a_link_ends_by_itself_and_a_made_up_one_leads_nowhere(told, client):
    with held_at(now() + timedelta(days=31)):
        client.get(told.door, expect=410)
    client.get(f"/told/{'x' * 32}", expect=404)


def test_the_pages_are_kept_by_nobody(told, inside):
    for path in (told.door, told.passage()):
        answer = inside.get(path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_whoever_leaves_is_asked_for_the_pin_again(told, inside):
    inside.send(f"{told.door}/leave")
    assert inside.page(told.door).select_one("input[name=pin]")


def test_agreeing_approves_as_narrator_and_leads_on(told, inside):
    response = answer(inside, told.passage(0))
    assert response.location.endswith(told.passage(1))
    (row,) = told.all(SegmentApproval)
    assert (row.capacity, row.way) == (Capacity.NARRATOR, Way.LINK)
    assert (row.person_id, row.user_id) == (told.elder.id, None)
    for place in (1, 2):
        answer(inside, told.passage(place))
    assert told.state is TranscriptState.APPROVED
    assert "everything is answered" in inside.page(told.door).text


def test_the_same_answer_twice_counts_once(told, inside):
    mark = inside.page(told.passage()).select_one("input[name=mark]")["value"]
    for _time in range(2):
        inside.send(f"{told.passage()}/agree", {"mark": mark})
    assert len(told.all(SegmentApproval)) == 1
    once = {"mark": mark, "once": str(uuid.uuid4())}
    assert len({inside.send(f"{told.passage()}/agree", once).location for _ in range(2)}) == 1


def test_what_was_changed_meanwhile_is_read_once_more(told, inside):
    mark = inside.page(told.passage()).select_one("input[name=mark]")["value"]
    told.rewrite(0)
    page = inside.send(f"{told.passage()}/agree", {"mark": mark}, expect=409)
    assert not told.all(SegmentApproval)
    assert "changed meanwhile" in page.get_data(as_text=True)
    assert "Басқаша" in page.get_data(as_text=True)


def test_a_changed_text_asks_the_narrator_again(told, inside):
    answer(inside, told.passage())
    told.rewrite(0)
    assert [row.why for row in told.all(SegmentApproval)] == [Why.TEXT]
    assert "0 of 3" in inside.page(told.door).text


def test_another_translation_asks_again_too(told, inside):
    answer(inside, told.passage())

    def translate():
        row = texts.every_segment(told.version.id)[0]
        translations.save_translation(OPERATOR, row, "ru", "Иначе.", 1)

    told.act(translate)
    assert "0 of 3" in inside.page(told.door).text


def test_everything_that_remains_is_asked_once_more(told, inside):
    answer(inside, told.passage())
    page = inside.page(f"{told.door}/rest")
    assert "2 pieces" in page.text
    assert len(told.all(SegmentApproval)) == 1
    mark = page.select_one("input[name=mark]")["value"]
    inside.send(f"{told.door}/rest", {"mark": "another"}, expect=409)
    assert len(told.all(SegmentApproval)) == 1
    inside.send(f"{told.door}/rest", {"mark": mark})
    assert sorted(row.way for row in told.all(SegmentApproval)) == [Way.LINK, *[Way.LINK_ALL] * 2]
    assert told.state is TranscriptState.APPROVED
    inside.get(f"{told.door}/rest", expect=303)


def test_it_is_read_in_the_language_they_choose(told, inside):
    assert "Таңертең" in inside.page(told.passage()).text
    inside.speak("ru")
    page = inside.page(told.passage())
    assert page.select_one(".told[lang=ru]").text == "Перевод 0."
    assert page.select_one("button[name=language][value=kk]")
    told.rewrite(0)
    assert page.select_one(".told + .soft") is None
    assert inside.page(told.passage()).select_one(".told + .soft")  # nobody has confirmed it


def test_all_of_it_is_theirs_to_print(told, inside):
    page = inside.page(f"{told.door}/all")
    assert all(row.text in page.text for row in told.segments())


def test_unchecked_text_is_not_shown(told, inside):
    def uncheck():
        texts.every_segment(told.version.id)[1].checked_at = None

    told.act(uncheck)
    assert "0 of 2" in inside.page(told.door).text
    inside.get(told.passage(1), expect=404)


def test_the_words_of_another_stay_theirs(told, inside, make):
    other = make.person(name="Сәуле апа")

    def name():
        rows = texts.every_segment(told.version.id)
        rows[1].speaker_id, rows[2].speaker_id = other.id, told.elder.id

    told.act(name)
    assert "0 of 2" in inside.page(told.door).text
    inside.get(told.passage(1), expect=404)
    inside.get(f"{told.passage(1)}/sound.webm", expect=404)


def test_a_passage_of_another_recording_is_not_found(told, inside, make):
    other = make.transcript(make.recording(told.session))
    row = told.kept(lambda: db.session.query(Segment).filter_by(version_id=other.id).first())
    path = f"{told.door}/passage/{row.id}"
    inside.get(path, expect=404)
    inside.send(f"{path}/agree", {"mark": "x"}, expect=404)


def test_only_the_passages_own_seconds_are_played(told, inside, tmp_path):
    made = make_access_copy(tone(tmp_path / "a.wav", 30), tmp_path)

    def lay_down():
        row = db.session.get_one(Recording, told.recording.id)
        row.playback_opus, row.playback_aac = "playback/a.webm", "playback/a.m4a"
        for kind, key in (("webm", row.playback_opus), ("m4a", row.playback_aac)):
            blobs().put_file(key, made[kind].path)

    told.act(lay_down)
    for kind in ("webm", "m4a"):
        path = f"{told.passage()}/sound.{kind}"
        whole = inside.get(path)
        assert 0 < len(whole.data) < made[kind].bytes / 2
        part = inside.get(path, headers={"Range": "bytes=10-19"}, expect=206)
        assert part.data == whole.data[10:20]
        assert part.headers["Cache-Control"] == "private, no-store"
    assert inside.page(told.passage()).select("audio source")
    assert "narrator.listened" in {row.action for row in told.all(AuditEvent)}


def test_a_facilitator_makes_a_link_that_is_told_once(told, client, make):
    client.sign_in(make.facilitator()).speak("en")
    path = f"/recordings/{told.recording.id}/narrators"
    assert "answered: 0 of 3" in client.page(path).text
    client.send(path, {"who": str(told.elder.id), "days": "7"})
    page = client.page(path)
    assert page.select_one("svg.qr")
    url, pin = (node.text for node in page.select(".secret"))
    assert not client.page(path).select(".secret")
    door = f"/told/{url.rsplit('/', 1)[1]}"
    client.send(door, {"pin": pin})
    newest = max(told.all(NarratorLink), key=lambda row: row.created_at)
    assert newest.expires_at.date() <= today() + timedelta(days=8)
    client.send(f"/narrator-links/{newest.id}/revoke")
    client.get(door, expect=410)


def test_a_child_looks_together_with_whoever_speaks_for_it(told, client, make, app):
    child = make.child()
    session = make.session(narrators=[child], state=SessionState.HELD)
    make.agree(child, session)
    recording = make.recording(session)
    make.transcript(recording)
    client.sign_in(make.facilitator()).speak("en")
    path = f"/recordings/{recording.id}/narrators"
    client.send(path, {"who": str(child.id), "days": "7"}, expect=422)
    client.send(path, {"who": f"{child.id}+{child.guardian.id}", "days": "7"})
    secrets = give(app, recording, child, child.guardian).secrets
    client.send(f"/told/{secrets.token}", {"pin": secrets.pin})
    page = client.page(f"/told/{secrets.token}")
    assert child.guardian.name in page.text
    answer(client, page.select_one("a.do")["href"])
    assert {row.with_id for row in told.all(SegmentApproval)} == {child.guardian.id}


def test_others_of_the_house_ask_no_narrators(told, client, make):
    for role in (Role.MODERATOR, Role.CURATOR, Role.ADMIN):
        client.sign_in(make.user(role))
        client.get(f"/recordings/{told.recording.id}/narrators", expect=403)
        client.get(f"/recordings/{told.recording.id}/wishes", expect=403)
    elsewhere = make.user(Role.FACILITATOR, organisation=make.other_organisation())
    client.sign_in(elsewhere)
    client.get(f"/recordings/{told.recording.id}/wishes", expect=404)


def test_a_link_is_closed_by_nobody_else(told, client, make):
    (row,) = told.all(NarratorLink)
    client.sign_in(make.user(Role.CURATOR))
    client.send(f"/narrator-links/{row.id}/revoke", expect=403)
    with told.app.app_context(), unit_of_work(write=False):
        assert db.session.get_one(NarratorLink, row.id).revoked_at is None
