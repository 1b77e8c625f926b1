"""A text comes in from a file: looked at first, taken in as a version, and nothing else changes."""

from datetime import timedelta
from io import BytesIO

import pytest

from stories.foundation.access import Role
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.people.models import Person
from stories.transcripts import queries
from stories.transcripts.models import Segment, TranscriptState
from stories.translations.inward import chores
from stories.translations.inward.models import TextDraft
from stories.translations.models import SegmentTranslation, TranslationState

VTT = """WEBVTT

NOTE
кімде-кім оқыса

1
00:00:01.000 --> 00:00:02.500
<v Апа><lang kk><c.checked>Нан иісі</c></lang>
<lang ru><c.confirmed>Запах хлеба</c></lang></v>

2
00:00:03.000 --> 00:00:04.001
<lang ru>Да &lt;так&gt;</lang>

3
00:00:09.000 --> 00:00:08.000
Кері
"""


def send(client, recording, data, name="мәтін.vtt", expect=303):
    data = data.encode() if isinstance(data, str) else data
    fields = {"script": (BytesIO(data), name)}
    return client.send(f"/recordings/{recording.id}/transcript/bring", fields, expect=expect)


def take(client, recording, data=VTT, **fields):
    address = send(client, recording, data).location
    client.page(address)
    return client.send(address, fields)


def read(app, recording):
    """Every version with its segments, and the other language of each."""
    with app.app_context(), unit_of_work(write=False):
        found = []
        for version in queries.complete_versions(recording.id):
            rows = queries.every_segment(version.id)
            others = {
                row.segment_id: row
                for row in db.session.query(SegmentTranslation)
                if row.segment_id in {one.id for one in rows}
            }
            found.append((version, rows, [others.get(row.id) for row in rows]))
        db.session.expunge_all()
        return found


def drafts(app):
    with app.app_context(), unit_of_work(write=False):
        return db.session.query(TextDraft).count()


def test_a_file_is_looked_at_before_anything_of_it_is_kept(
    app, client, facilitator, recording, version
):
    client.sign_in(facilitator).speak("en")
    before = read(app, recording)
    page = client.page(send(client, recording, VTT).location)
    told = page.get_text(" ", strip=True)
    for word in ("WebVTT", "Нан иісі", "Запах хлеба", "Да <так>", "Kaz, Rus", "Апа"):
        assert word in told
    assert "1 place cannot be taken" in told
    assert "Line 16. The end does not come after the start." in told
    after = read(app, recording)
    assert [row[0].id for row in after] == [row[0].id for row in before]
    assert drafts(app) == 1


def test_taken_in_it_stands_beside_the_working_text(app, client, facilitator, recording, version):
    client.sign_in(facilitator)
    before = read(app, recording)[0]
    take(client, recording, who_0="n:2")
    (new, rows, others), old = read(app, recording)
    number = version.number + 1
    assert [(row.start_ms, row.end_ms, row.language, row.text) for row in rows] == [
        (1000, 2500, "kk", "Нан иісі"),
        (3000, 4001, "ru", "Да <так>"),
    ]
    assert [row.checked_by for row in rows] == [facilitator.id, None]
    assert [row.speaker.key for row in rows] == ["n:2", ""]
    assert (others[0].language, others[0].text) == ("ru", "Запах хлеба")
    assert others[0].state is TranslationState.CONFIRMED
    assert (new.number, new.current, new.state) == (number, False, TranscriptState.DRAFT)
    assert (old[0].id, old[0].current, old[0].revision) == (version.id, True, before[0].revision)
    assert [(row.text, row.revision) for row in old[1]] == [
        (row.text, row.revision) for row in before[1]
    ]
    assert drafts(app) == 0
    with app.app_context(), unit_of_work(write=False):
        noted = db.session.query(AuditEvent).filter_by(action="transcripts.brought").one()
        assert noted.detail == {"number": number, "segments": 2, "as": "vtt"}


def test_it_is_the_text_where_there_was_none(app, client, facilitator, make, session):
    recording = make.recording(session, sha256="9" * 64)
    client.sign_in(facilitator).speak("kk")
    take(client, recording, who_0="")
    ((new, _, _),) = read(app, recording)
    assert new.current
    page = client.page(f"/recordings/{recording.id}").get_text(" ", strip=True)
    assert "Файлдан алынған, 50 % тексерілді" in page
    assert "Машина" not in page


def test_names_are_matched_to_the_people_of_the_session(app, client, facilitator, recording):
    with app.app_context(), unit_of_work(write=False):
        person = db.session.query(Person).first()
        name, key = person.name, f"p:{person.id}"
    text = VTT.replace("<v Апа>", f"<v {name.upper()}>")
    client.sign_in(facilitator)
    page = client.page(send(client, recording, text).location)
    assert page.select_one("#who_0 option[selected]")["value"] == key
    for field, value in {"who_0": "p:00000000-0000-0000-0000-000000000000"}.items():
        address = send(client, recording, text).location
        assert client.send(address, {field: value}, expect=422)
        assert len(read(app, recording)) == 0
        client.send(address, {field: key})
    rows = read(app, recording)[0][1]
    assert rows[0].speaker.key == key


def test_captions_of_two_lines_bring_the_other_language(app, client, facilitator, recording):
    text = "\n".join(
        f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\nБалалар көп болды\nДетей было много\n"
        for at in range(1, 4)
    )
    client.sign_in(facilitator)
    address = send(client, recording, text, "екі тіл.srt").location
    page = client.page(address)
    assert page.select_one("#lines option[selected]")["value"] == "beside"
    client.send(address, {"lines": "beside", "language": ""})
    _, rows, others = read(app, recording)[0]
    assert [(row.language, row.text) for row in rows] == [("kk", "Балалар көп болды")] * 3
    states = [(one.language, one.text, one.state) for one in others]
    assert states == [("ru", "Детей было много", TranslationState.DRAFT)] * 3
    take(client, recording, text, lines="together", language="ru")
    _, rows, others = read(app, recording)[0]
    assert [(row.language, row.text) for row in rows] == [
        ("ru", "Балалар көп болды Детей было много")
    ] * 3
    assert others == [None] * 3


def test_a_name_among_the_words_may_be_none(app, client, facilitator, recording):
    text = "1\n00:00:01,000 --> 00:00:02,000\nӘжем: кел, балам\n"
    text += "\n2\n00:00:03,000 --> 00:00:04,000\nИә\n"
    client.sign_in(facilitator)
    take(client, recording, text, who_0="words", language="")
    assert [row.text for row in read(app, recording)[0][1]] == ["Әжем: кел, балам", "Иә"]
    take(client, recording, text, who_0="n:1", language="")
    rows = read(app, recording)[0][1]
    assert [(row.text, row.speaker.key) for row in rows] == [("кел, балам", "n:1"), ("Иә", "n:1")]


def test_what_lies_outside_of_the_recording_is_told_by_line(app, client, facilitator, recording):
    client.sign_in(facilitator).speak("en")
    seconds = int(recording.seconds)
    stamps = [(-1, 1), (1, 3), (2, 4), (seconds - 1, seconds + 60), (seconds + 5, seconds + 9)]
    told = [
        f"{'-' if a < 0 else ''}0:{abs(a) // 60:02d}:{abs(a) % 60:02d}.000 --> "
        f"0:{b // 60:02d}:{b % 60:02d}.000\nсөз {a}\n"
        for a, b in stamps
    ]
    page = client.page(send(client, recording, "WEBVTT\n\n" + "\n".join(told)).location)
    text = page.get_text(" ", strip=True)
    assert "Line 3. This time lies before the recording begins." in text
    assert "Line 9. The same person is still speaking in the segment before." in text
    assert "Line 12. It ends after the recording does; the end is moved to there." in text
    assert "Line 15. The recording is over by then." in text
    assert "2 places cannot be taken" in text


def test_a_text_that_waits_is_gone_after_an_hour_or_when_thrown_away(
    app, client, facilitator, recording
):
    client.sign_in(facilitator)
    address = send(client, recording, VTT).location
    client.send(f"{address}/drop")
    assert drafts(app) == 0
    client.get(address, expect=404)
    address = send(client, recording, VTT).location
    with app.app_context(), unit_of_work():
        db.session.query(TextDraft).one().expires_at = now() - timedelta(seconds=1)
    client.get(address, expect=404)
    client.send(address, {"who_0": ""}, expect=404)
    with app.app_context(), unit_of_work():
        chores.old_texts()
    assert drafts(app) == 0
    assert read(app, recording) == []


def test_taken_twice_it_comes_once(app, client, facilitator, recording):
    client.sign_in(facilitator)
    address = send(client, recording, VTT).location
    client.send(address, {"who_0": ""})
    client.send(address, {"who_0": ""}, expect=404)
    assert len(read(app, recording)) == 1


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN])
def test_whoever_may_not_edit_brings_nothing(app, client, staff, facilitator, recording, role):
    address = send(client.sign_in(facilitator), recording, VTT).location
    client.sign_in(staff[role])
    base = f"/recordings/{recording.id}/transcript/bring"
    for where in (base, address):
        client.get(where, expect=403)
        client.send(where, {"who_0": ""}, expect=403)
    client.send(f"{address}/drop", expect=403)
    assert read(app, recording) == []


def test_nothing_comes_in_once_somebody_took_their_word_back(app, client, facilitator, recording):
    client.sign_in(facilitator)
    address = send(client, recording, VTT).location
    with app.app_context(), unit_of_work():
        for person in db.session.query(Person):
            for given in person.agreements:
                given.withdrawn_at = given.created_at
    for where in (f"/recordings/{recording.id}/transcript/bring", address):
        client.get(where, expect=403)
    client.send(address, {"who_0": ""}, expect=403)
    assert read(app, recording) == []


def test_a_machine_that_writes_meanwhile_is_not_disturbed(
    app, client, facilitator, make, recording
):
    growing = make.transcript(recording, complete=False, current=False)
    client.sign_in(facilitator)
    take(client, recording, who_0="")
    with app.app_context(), unit_of_work(write=False):
        assert queries.growing_version(recording.id).id == growing.id
    ((new, _, _),) = read(app, recording)
    assert (new.number, new.current) == (growing.number + 1, True)


def test_a_machines_later_version_does_not_take_its_place(app, client, facilitator, recording):
    client.sign_in(facilitator)
    take(
        client,
        recording,
        VTT.replace("<c.checked>", "").replace("</c></lang>\n<lang ru>", "</lang>\n<lang ru>"),
        who_0="",
    )
    with app.app_context(), unit_of_work():
        new = queries.current_version(recording.id)
        assert not db.session.query(Segment).filter(Segment.checked_at.is_not(None)).count()
        assert queries.touched(new.id)
