"""Every change is kept, shown with its difference, taken back, and brought back."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation import clock
from stories.foundation.db import db, unit_of_work
from stories.transcripts import queries as texts
from stories.transcripts.history import queries
from stories.transcripts.history.models import Kind, SegmentChange, Way
from stories.transcripts.history.rules import (
    ADDED,
    REMOVED,
    SAME,
    STRETCH,
    Step,
    continues,
    differences,
    next_of,
    stacks,
)
from stories.transcripts.rules import tidy

JSON = {"Accept": "application/json"}
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
WORDS = st.lists(st.sampled_from(["апам", "ерте", "тұратын", "нан", "нанмен"]), max_size=9)


@given(WORDS, WORDS)
def test_a_difference_holds_both_texts(before, after):
    found = differences(" ".join(before), " ".join(after))
    sides = {
        REMOVED: [words for kind, words in found if kind in {SAME, REMOVED}],
        ADDED: [words for kind, words in found if kind in {SAME, ADDED}],
    }
    assert " ".join(sides[REMOVED]) == " ".join(before)
    assert " ".join(sides[ADDED]) == " ".join(after)


@given(WORDS, WORDS)
def test_what_is_told_as_one_change_has_lost_no_word(earlier, later):
    if continues(" ".join(earlier), " ".join(later), AT, AT + timedelta(seconds=3)):
        left = list(later)
        for word in earlier:
            grown = next(one for one in left if one.startswith(word))
            left = left[left.index(grown) + 1 :]


@pytest.mark.parametrize("away", [-timedelta(seconds=1), STRETCH + timedelta(seconds=1)])
def test_after_a_while_or_under_a_clock_set_back_a_new_change_begins(away):
    assert not continues("нан", "нан мен", AT, AT + away)


@given(st.lists(st.sampled_from(["made", "undo", "redo"]), max_size=40))
def test_taking_back_and_making_again_walk_the_same_way(moves):
    """Against the plain model: two stacks."""
    steps, undo, redo = [], [], []
    for move in moves:
        if move == "made":
            step = uuid.uuid4()
            steps.append(Step(step, Kind.TEXT, Way.MADE))
            undo, redo = [*undo, step], []
        elif move == "undo" and undo:
            redo.append(undo.pop())
            steps.append(Step(uuid.uuid4(), Kind.TEXT, Way.UNDONE, redo[-1]))
        elif move == "redo" and redo:
            undo.append(redo.pop())
            steps.append(Step(uuid.uuid4(), Kind.TEXT, Way.REDONE, undo[-1]))
    assert stacks(steps) == (undo, redo)
    assert next_of(undo, None) == (undo[-1] if undo else None)
    if len(undo) > 1:
        assert next_of(undo, undo[-1]) == undo[-2]


@pytest.fixture
def send(client, facilitator):
    client.sign_in(facilitator).speak("en")

    def post(path, expect=200, **fields):
        return client.send(path, fields, expect=expect, headers=JSON).json

    return post


@pytest.fixture
def past(app, version):
    def read():
        with app.app_context(), unit_of_work(write=False):
            rows, _page, _pages = queries.page_of(queries.of_version(version.id), 1)
            db.session.expunge_all()
            return rows[::-1]

    return read


@pytest.fixture
def said(segments):
    return lambda: [(row.text, row.speaker.key, row.checked_at is not None) for row in segments()]


@pytest.fixture
def moves(send, recording):
    def move(what, expect=200, **fields):
        return send(f"/recordings/{recording.id}/transcript/{what}", expect, **fields)

    return move


def write(send, row, text, expect=200, **more):
    fields = {"text": text, "language": row.language, "revision": row.revision} | more
    return send(f"/segments/{row.id}", expect, **fields)


def test_each_kind_of_change_is_kept_with_both_sides(send, segments, past, facilitator):
    first, second, third = segments()
    write(send, first, "Апам ерте тұратын еді.")
    write(send, segments()[0], "Апам ерте тұратын еді.", language="ru")
    send(f"/segments/{second.id}/speaker", speaker="n:1", rest="1")
    send(f"/segments/{third.id}/checked", checked="1", revision=third.revision)
    send(f"/segments/{second.id}/translation", text="Хлеб", language="ru", revision=0)
    row = segments()[1]
    send(f"/segments/{row.id}/split", at=4, revision=row.revision)
    send(f"/segments/{row.id}/merge", revision=row.revision + 1)
    found = past()
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    assert {row.made_by for row in found} == {facilitator.id}
    kinds = [row.kind for row in found]
    assert kinds == [
        Kind.TEXT, Kind.LANGUAGE, Kind.SPEAKER, Kind.SPEAKER, Kind.CHECKED, Kind.TRANSLATION,
        Kind.SPLIT, Kind.SPLIT, Kind.MERGED, Kind.MERGED,
    ]  # fmt: skip
    assert (found[0].text_before, found[0].text_after) == (first.text, "Апам ерте тұратын еді.")
    assert (found[1].language_before, found[1].language_after) == ("kk", "ru")
    assert [row.existed_before for row in found[6:8]] == [True, False]
    assert [row.existed_after for row in found[8:]] == [True, False]


def test_typing_on_is_one_change_and_taking_words_away_is_another(send, segments, past):
    for text in ("Апам", "Апам ер", "Апам ерте тұр", "Апам ерте тұратын"):
        write(send, segments()[0], text)
    write(send, segments()[0], "Апам тұратын")
    assert [row.text_after for row in past()] == ["Апам ерте тұратын", "Апам тұратын"]


def test_own_changes_are_taken_back_one_by_one_and_made_again(send, moves, segments, said):
    start = said()
    first, second, _third = segments()
    seen = [start]
    write(send, first, "Басқа сөз")
    seen.append(said())
    send(f"/segments/{second.id}/speaker", speaker="n:2", rest="1")
    seen.append(said())
    send(f"/segments/{first.id}/checked", checked="1", revision=segments()[0].revision)
    seen.append(said())
    row = segments()[1]
    send(f"/segments/{row.id}/split", at=6, revision=row.revision)
    seen.append(said())
    row = segments()[0]
    send(f"/segments/{row.id}/merge", revision=row.revision)
    seen.append(said())
    ids = [row.id for row in segments()]
    for stood in seen[-2::-1]:
        moves("undo")
        assert said() == stood
    assert moves("undo", 409)["sentence"].startswith("There is nothing more of yours")
    for stood in seen[1:]:
        moves("redo")
        assert said() == stood
    assert [row.id for row in segments()] == ids
    assert moves("redo", 409)["sentence"].startswith("There is nothing to make once more")
    positions = [row.position for row in segments()]
    assert positions == sorted(positions)
    times = [(row.start_ms, row.end_ms) for row in segments()]
    assert all(left[1] <= right[0] for left, right in pairwise(times))


def test_a_translation_is_taken_back_and_made_again(app, send, moves, segments):
    from stories.translations.queries import translation

    def stands():
        with app.app_context(), unit_of_work(write=False):
            row = translation(segments()[0].id, "ru")
            return row.text if row else ""

    path = f"/segments/{segments()[0].id}/translation"
    was = stands()
    with app.app_context(), unit_of_work(write=False):
        row = translation(segments()[0].id, "ru")
        revision = row.revision if row else 0
    send(path, text="Запах хлеба", language="ru", revision=revision)
    moves("undo")
    assert stands() == was
    moves("redo")
    assert stands() == "Запах хлеба"


def test_what_somebody_changed_since_is_shown_with_both_and_passed_over(
    app, make, client, facilitator, recording, segments, send, moves
):
    write(send, segments()[1], "Ертерек")
    write(send, segments()[0], "Менікі")
    other = make.facilitator(email="other@example.org")
    client.sign_in(other)
    write(send, segments()[0], "Олардікі")
    client.sign_in(facilitator)
    told = moves("undo", 409)
    assert (told["wanted"], told["current"]) == ("Таңертең апам ерте тұратын.", "Олардікі")
    assert segments()[0].text == "Олардікі"
    moves("undo", passing=told["step"])
    assert segments()[1].text != "Ертерек"
    assert segments()[0].text == "Олардікі"


def test_a_turn_given_anew_by_somebody_else_stays(make, client, facilitator, segments, send, moves):
    send(f"/segments/{segments()[0].id}/speaker", speaker="n:1", rest="1")
    client.sign_in(make.facilitator(email="third@example.org"))
    send(f"/segments/{segments()[2].id}/speaker", speaker="n:2")
    client.sign_in(facilitator)
    moves("undo")
    assert [row.speaker.key for row in segments()] == ["", "", "n:2"]


def test_only_ones_own_changes_are_taken_back(make, client, segments, send, moves):
    write(send, segments()[0], "Менікі")
    client.sign_in(make.facilitator(email="fourth@example.org"))
    moves("undo", 409)
    assert segments()[0].text == "Менікі"


def test_the_page_tells_what_who_and_when_and_brings_back(
    client, facilitator, segments, send, recording
):
    first = segments()[0]
    write(send, first, "Таңертең апам кеш тұратын.")
    page = client.page(f"/segments/{first.id}/history")
    assert page.find("ins").get_text().split() == ["added:", "кеш", "(end)"]
    assert page.find("del").get_text().split() == ["removed:", "ерте", "(end)"]
    assert facilitator.name in page.get_text()
    form = page.select_one("form[action*=restore]")
    fields = {one["name"]: one["value"] for one in form.select("input[name]")}
    client.send(form["action"], fields, expect=303)
    assert segments()[0].text == first.text
    page = client.page(f"/segments/{first.id}/history")
    assert "brought back from the history" in page.get_text()
    whole = client.page(f"/recordings/{recording.id}/transcript/history")
    assert len(whole.select("li.change")) == 2
    client.send(f"/recordings/{recording.id}/transcript/undo", {}, expect=303)
    assert segments()[0].text == "Таңертең апам кеш тұратын."


def test_bringing_back_what_somebody_changed_meanwhile_is_asked_again(client, segments, send, past):
    first = segments()[0]
    write(send, first, "Бірінші")
    (row,) = past()
    fields = {"side": "before", "revision": str(first.revision)}
    client.send(f"/segments/history/{row.id}/restore", fields, expect=303)
    assert segments()[0].text == "Бірінші"


def test_scripts_in_a_text_stay_words(client, segments, send):
    evil = "<script>alert(1)</script> <img src=x onerror=alert(2)>"
    write(send, segments()[0], evil)
    page = client.page(f"/segments/{segments()[0].id}/history")
    assert evil.split(maxsplit=1)[0] in page.get_text()
    assert not page.select("main script, main img")


def test_what_is_joined_away_tells_where_its_words_stand(client, segments, send):
    first, second, _third = segments()
    send(f"/segments/{first.id}/merge", revision=first.revision)
    told = write(send, second, "Кеш келген сөз", 410)
    assert told["place"]["id"] == str(first.id)
    assert second.text in told["place"]["text"]
    assert "joined" in told["sentence"]
    send(f"/segments/{second.id}/translation", 410, text="Поздно", language="ru", revision=0)
    page = client.page(f"/segments/{second.id}/history")
    assert page.select_one(f"a[href$='/segments/{first.id}/history']")


def test_who_comes_after_a_cut_sees_what_was_divided_off(segments, send):
    first = segments()[0]
    send(f"/segments/{first.id}/split", at=8, revision=first.revision)
    told = write(send, first, "Бүтін мәтін", 409)
    left, right = (row.text for row in segments()[:2])
    assert (told["current"]["text"], told["current"]["rest"]) == (left, right)


def test_a_change_sent_again_is_made_once_and_tells_where(app, client, segments, send, past):
    first, token = segments()[0], str(uuid.uuid4())
    write(send, first, "Бір рет", once=token)
    again = write(send, first, "Бір рет", once=token)
    assert again["again"]
    assert again["location"].endswith(f"/segments/{first.id}/history?revision=2")
    cut = str(uuid.uuid4())
    send(f"/segments/{first.id}/split", at=3, revision=2, once=cut)
    assert send(f"/segments/{first.id}/split", at=3, revision=2, once=cut)["again"]
    assert len(segments()) == 4
    assert len(past()) == 3


def test_words_are_not_taken_in_under_another_name(make, client, segments, send, facilitator):
    first = segments()[0]
    client.sign_in(make.facilitator(email="fifth@example.org"))
    fields = {"text": "Басқаның сөзі", "revision": "1", "as": str(facilitator.id)}
    client.send(f"/segments/{first.id}", fields, expect=401, headers=JSON)
    assert segments()[0].text == first.text


def test_an_erased_person_is_gone_from_the_history_too(app, client, facilitator, segments, send):
    from stories.foundation.erasure import Erasing, Wish, Words
    from stories.transcripts.erasing import touches
    from stories.transcripts.voices import people_in

    first = segments()[0]
    with app.app_context(), unit_of_work(write=False):
        version = texts.version_by_id(first.version_id)
        person = people_in(version.recording)[0].id
    write(send, first, "Бәкеновтің айтқаны")
    send(f"/segments/{first.id}/speaker", speaker=f"p:{person}")
    send(f"/segments/{first.id}/split", at=4, revision=2)
    with app.app_context(), unit_of_work(write=False):
        found = touches(Erasing(person, Wish.ANONYMISE, Words.of(["Бәкенов"])))
        mine = [one for one in found if one.table == "segment_history"]
        assert {name for one in mine for name in one.values} >= {
            "text_after", "text_before", "speaker_before_id", "speaker_after_id",
        }  # fmt: skip
        assert not any("Бәкенов" in str(one.values) for one in mine)
        assert db.session.query(SegmentChange).count() == 4


def test_a_stale_clock_of_the_house_itself_loses_no_change(send, segments, past, monkeypatch):
    write(send, segments()[0], "Бірінші")
    real = clock.now()
    monkeypatch.setattr(
        "stories.transcripts.history.keeping.now", lambda: real - timedelta(days=900)
    )
    write(send, segments()[0], "Бірінші тағы")
    assert [row.text_after for row in past()] == ["Бірінші", "Бірінші тағы"]


def test_tidy_texts_are_what_the_history_compares(segments, send, moves):
    write(send, segments()[0], "  Екі   сөз ")
    assert segments()[0].text == tidy("  Екі   сөз ")
    moves("undo")
    assert segments()[0].text == "Таңертең апам ерте тұратын."


def test_a_boundary_comes_back_and_words_written_since_stay(
    make, client, facilitator, send, moves, segments
):
    first, second, _third = segments()
    at = first.end_ms - 700
    fields = {"edge": "end", "was": first.end_ms, "at": at, "revision": first.revision}
    send(f"/segments/{first.id}/boundary", **fields)
    assert segments()[0].end_ms == at
    client.sign_in(make.facilitator(email="sixth@example.org"))
    write(send, segments()[0], "Кейін жазылған")
    client.sign_in(facilitator)
    moves("undo")
    assert segments()[0].text == "Кейін жазылған"
    assert (segments()[0].end_ms, segments()[1].start_ms) == (first.end_ms, second.start_ms)
    moves("redo")
    assert (segments()[0].end_ms, segments()[0].text) == (at, "Кейін жазылған")


def test_what_somebody_said_of_a_half_since_stays(make, client, facilitator, send, moves, segments):
    first = segments()[0]
    send(f"/segments/{first.id}/split", at=8, revision=1)
    client.sign_in(make.facilitator(email="seventh@example.org"))
    send(f"/segments/{first.id}/speaker", speaker="n:3")
    client.sign_in(facilitator)
    moves("undo")
    assert (segments()[0].text, segments()[0].speaker.key) == (first.text, "n:3")
