import uuid

import pytest

from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.foundation.signals import transcript_changed
from stories.transcripts import queries, services
from stories.transcripts.models import TranscriptState

JSON = {"Accept": "application/json"}


@pytest.fixture
def send(client, facilitator):
    client.sign_in(facilitator).speak("en")

    def post(path, expect=200, **fields):
        return client.send(path, fields, expect=expect, headers=JSON).json

    return post


@pytest.fixture
def reread(app):
    def read(version):
        with app.app_context(), unit_of_work(write=False):
            row = queries.version_by_id(version.id)
            db.session.expunge(row)
            return row

    return read


@pytest.mark.usefixtures("version")
def test_the_editor_shows_rows_player_keys_and_the_draft(client, facilitator, recording):
    client.sign_in(facilitator).speak("en")
    page = client.page(f"/recordings/{recording.id}/transcript")
    assert len(page.select("[data-segment]")) == 3
    assert page.find("audio")
    assert page.select_one("a[data-do=keys]")["href"] == "/editor/keys"
    assert "Written by a machine, not checked" in page.get_text()
    assert page.find("textarea")["lang"] == "kk"
    assert len(page.select(".other textarea")) == 3


def test_a_text_is_kept_with_its_revision(app, send, segments, version, reread):
    first = segments()[0]
    told = []

    def listen(_sender, *, subject_id):
        told.append(subject_id)

    with transcript_changed.connected_to(listen):
        answer = send(
            f"/segments/{first.id}", text="Таңертең  апам\nтұратын.", language="kk", revision=1
        )
    assert answer["revision"] == 2
    kept = segments()[0]
    assert (kept.text, kept.machine_text) == ("Таңертең апам тұратын.", first.machine_text)
    assert told == [version.id]
    assert reread(version).revision == 2
    with app.app_context(), unit_of_work(write=False):
        events = db.session.query(AuditEvent).filter_by(action="transcripts.corrected").all()
        assert len(events) == 1
        assert "апам" not in str(events[0].detail)


def test_the_same_text_changes_nothing(send, segments, version, reread):
    first = segments()[0]
    assert (
        send(f"/segments/{first.id}", text=first.text, language="kk", revision=1)["revision"] == 1
    )
    assert reread(version).revision == 1


def test_who_comes_second_sees_both_texts(send, segments):
    first = segments()[0]
    send(f"/segments/{first.id}", text="Бірінші", language="kk", revision=1)
    answer = send(f"/segments/{first.id}", 409, text="Екінші", language="kk", revision=1)
    assert answer["current"]["text"] == "Бірінші"
    assert answer["current"]["revision"] == 2
    assert "Somebody changed this text" in answer["sentence"]
    assert segments()[0].text == "Бірінші"
    again = send(f"/segments/{first.id}", text="Екінші", language="kk", revision=2)
    assert again["revision"] == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "а" * 5001, "language": "kk", "revision": 1},
        {"text": "а", "language": "xx", "revision": 1},
        {"text": "а", "language": "en_GB", "revision": 1},
        {"text": "а", "language": "", "revision": 1},
        {"text": "а", "language": "' OR 1", "revision": 1},
    ],
)
def test_absurd_texts_are_refused_with_a_sentence(send, segments, fields):
    first = segments()[0]
    assert send(f"/segments/{first.id}", 422, **fields)["sentence"]
    assert segments()[0].text == first.text


def test_what_no_column_can_keep_is_left_out(send, segments):
    first = segments()[0]
    send(f"/segments/{first.id}", text="нан\x00шай", language="kk", revision=1)
    assert segments()[0].text == "наншай"


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "1.5"])
def test_absurd_revisions_are_conflicts(send, segments, revision):
    send(f"/segments/{segments()[0].id}", 409, text="Басқа", language="kk", revision=revision)


def test_checking_all_makes_the_text_corrected(send, segments, version, reread):
    for row in segments():
        send(f"/segments/{row.id}/checked", checked="1", revision=row.revision)
    assert reread(version).state is TranscriptState.CORRECTED
    first = segments()[0]
    answer = send(f"/segments/{first.id}/checked", checked="0", revision=first.revision)
    assert answer["state"]["kind"] == "wait"
    assert reread(version).state is TranscriptState.DRAFT


def test_checking_a_text_one_has_not_seen_is_refused(send, segments):
    first = segments()[0]
    send(f"/segments/{first.id}", text="Жаңа", language="kk", revision=1)
    send(f"/segments/{first.id}/checked", 409, checked="1", revision=1)


def test_the_whole_text_is_marked_at_once(
    client, facilitator, recording, version, segments, reread
):
    client.sign_in(facilitator)
    path = f"/recordings/{recording.id}/transcript/checked"
    client.send(path, {"revision": 99})
    assert reread(version).state is TranscriptState.DRAFT
    client.send(path, {"revision": 1})
    assert reread(version).state is TranscriptState.CORRECTED
    assert all(row.checked_at for row in segments())


def test_an_approval_does_not_outlive_a_change(app, send, segments, version, reread):
    with app.app_context(), unit_of_work():
        row = queries.version_by_id(version.id)
        from stories.foundation.access import OPERATOR

        services.mark_all_checked(OPERATOR, row, 1)
        row.state = TranscriptState.APPROVED
    send(f"/segments/{segments()[1].id}", text="Өзгерді", language="kk", revision=1)
    assert reread(version).state is TranscriptState.CORRECTED


def test_a_segment_is_divided_where_the_cursor_stands(send, segments):
    first = segments()[0]
    answer = send(f"/segments/{first.id}/split", at=len("Таңертең"), revision=1)
    rows = segments()
    assert [row.text for row in rows[:2]] == ["Таңертең", "апам ерте тұратын."]
    assert [row.position for row in rows] == [0, 1, 2, 3]
    assert rows[0].start_ms == first.start_ms
    assert rows[0].end_ms == rows[1].start_ms
    assert rows[1].end_ms == first.end_ms
    assert answer["focus"] == str(rows[1].id)
    assert answer["rows"].count("data-segment") == 2


@pytest.mark.parametrize("at", [0, -3, 9999, "x", ""])
def test_an_empty_half_is_refused(send, segments, at):
    first = segments()[0]
    assert send(f"/segments/{first.id}/split", 422, at=at, revision=1)["sentence"]
    assert len(segments()) == 3


def test_two_segments_become_one(send, segments):
    first, second, third = segments()
    answer = send(f"/segments/{first.id}/merge", revision=1)
    rows = segments()
    assert [row.text for row in rows] == [f"{first.text} {second.text}", third.text]
    assert (rows[0].start_ms, rows[0].end_ms) == (first.start_ms, second.end_ms)
    assert answer["gone"] == str(second.id)
    assert send(f"/segments/{third.id}/merge", 422, revision=1)["sentence"]


def test_dividing_and_joining_gives_the_same_text(send, segments):
    first = segments()[0]
    send(f"/segments/{first.id}/split", at=8, revision=1)
    send(f"/segments/{first.id}/merge", revision=2)
    assert segments()[0].text == first.text


def test_stale_cuts_are_refused(send, segments):
    first = segments()[0]
    send(f"/segments/{first.id}", text="Екі сөз", language="kk", revision=1)
    send(f"/segments/{first.id}/split", 409, at=3, revision=1)
    send(f"/segments/{first.id}/merge", 409, revision=1)


def test_a_page_without_scripts_saves_everything_that_fits(client, send, recording, segments):
    first, second, third = segments()
    send(f"/segments/{second.id}", text="Басқа біреу жазды", language="kk", revision=1)
    fields = {
        f"text-{first.id}": "Менің мәтінім",
        f"revision-{first.id}": "1",
        f"text-{second.id}": "Менің екіншім",
        f"revision-{second.id}": "1",
        f"text-{third.id}": third.text,
        f"language-{third.id}": "ru",
        f"revision-{third.id}": "1",
        f"other-{first.id}": "Мой перевод",
        f"other-revision-{first.id}": "0",
        f"other-revision-{third.id}": "0",
        f"other-{third.id}": "",
    }
    path = f"/recordings/{recording.id}/transcript/save"
    page = client.send(path, fields, expect=200).get_data(as_text=True)
    assert "Менің екіншім" in page
    assert "Басқа біреу жазды" in page
    rows = segments()
    assert [row.text for row in rows[:2]] == ["Менің мәтінім", "Басқа біреу жазды"]
    assert rows[2].language == "ru"
    client.send(path, {f"text-{first.id}": "Тағы", f"revision-{first.id}": "2"})
    assert segments()[0].text == "Тағы"


def test_a_closed_recordings_text_is_closed(app, client, send, recording, segments):
    from tests.transcripts.test_job import withdraw

    withdraw(app)
    client.get(f"/recordings/{recording.id}/transcript", expect=403)
    client.get(f"/recordings/{recording.id}/transcript/read", expect=403)
    send(f"/segments/{segments()[0].id}", 403, text="Жаңа", language="kk", revision=1)


def test_other_organisations_see_nothing(client, make, recording, segments):
    stranger = make.facilitator(organisation=make.other_organisation())
    client.sign_in(stranger)
    client.get(f"/recordings/{recording.id}/transcript", expect=404)
    client.send(f"/segments/{segments()[0].id}", {"text": "x", "revision": 1}, expect=404)
    client.send(f"/segments/{uuid.uuid4()}/split", {"at": 1, "revision": 1}, expect=404)


def test_the_script_of_a_known_text(app, make, recording):
    from dataclasses import dataclass

    from stories.foundation.access import OPERATOR
    from stories.media.queries import recording_by_id
    from stories.transcripts.errors import BadText
    from stories.translations.queries import translations_for
    from stories.translations.services import replace_with_script

    @dataclass
    class Line:
        start_ms: int
        end_ms: int
        language: str
        text: str
        translation: str

    make.transcript(recording, checked=False, number=1)
    lines = [Line(5000, 9000, "ru", "Хлеб.", "Нан."), Line(0, 4000, "kk", "Апам", "")]
    with app.app_context(), unit_of_work():
        version = replace_with_script(OPERATOR, recording_by_id(recording.id), lines)
        assert queries.current_version(recording.id).id == version.id
        assert (version.number, version.state) == (2, TranscriptState.CORRECTED)
        rows = queries.every_segment(version.id)
        other = translations_for([row.id for row in rows])
        assert [row.text for row in rows] == ["Апам", "Хлеб."]
        assert {key: row.text for key, row in other.items()} == {rows[1].id: "Нан."}
        with pytest.raises(BadText):
            replace_with_script(
                OPERATOR, recording_by_id(recording.id), [Line(5, 5, "kk", "x", "")]
            )


def test_segments_between_are_those_that_touch(app, version):
    with app.app_context(), unit_of_work(write=False):
        found = queries.segments_between(version.id, 9_000, 20_000)
        assert [row.start_ms for row in found] == [10_000]
        assert len(queries.segments_between(version.id, 0, 10**9)) == 3
