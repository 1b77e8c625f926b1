"""Both languages are taken away as a file: labelled, without a name, and only where it may be."""

import json
from io import BytesIO

import pytest
from docx import Document

from stories.foundation.access import OPERATOR
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.people.models import Person
from stories.transcripts.approvals.giving import Approver, give
from stories.transcripts.approvals.models import Capacity, Way
from stories.transcripts.models import Segment
from stories.translations.inward.files import as_json
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.views.files import FORMS


@pytest.fixture
def translated(app, version):
    """The first segment has a confirmed translation, the second an unconfirmed one; one speaks."""
    with app.app_context(), unit_of_work():
        rows = db.session.query(Segment).filter_by(version_id=version.id).order_by("position").all()
        speaker = db.session.query(Person).first()
        for row, state in zip(
            rows, (TranslationState.CONFIRMED, TranslationState.DRAFT), strict=False
        ):
            row.speaker_id = speaker.id
            db.session.add(
                SegmentTranslation(
                    organisation_id=row.organisation_id,
                    segment_id=row.id,
                    language="ru",
                    text=f"Перевод {row.position}.",
                    state=state,
                )
            )
        return speaker.name


def take(client, recording, form, expect=200):
    return client.get(f"/recordings/{recording.id}/transcript/both?as={form}", expect=expect)


def words_of(answer, form):
    if form == "docx":
        document = Document(BytesIO(answer.get_data()))
        rows = document.tables[0].rows
        cells = [cell.text for row in rows for cell in row.cells]
        return "\n".join([*(one.text for one in document.paragraphs), *cells])
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_it_holds_the_translation_says_who_wrote_it_and_names_nobody(
    client, facilitator, recording, translated, form, language
):
    client.sign_in(facilitator).speak(language)
    answer = take(client, recording, form)
    text = words_of(answer, form)
    label = {
        "kk": "Машина жазған, тексерілмеген",
        "ru": "Машинный текст, не проверен",
        "en": "Written by a machine, not checked",
    }
    assert label[language] in text
    assert translated not in text
    assert ("Таңертең апам ерте тұратын." in text) == (not form.endswith("-ru"))
    assert ("Перевод 0." in text) == (not form.endswith("-kk"))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="text-')


def test_what_nobody_confirmed_says_so(client, facilitator, recording, translated):
    client.sign_in(facilitator).speak("en")
    told = json.loads(take(client, recording, "json").get_data())
    states = [one.get("translation", {}).get("state") for one in told["segments"]]
    assert states == ["confirmed", "draft", None]
    assert "not confirmed" in words_of(take(client, recording, "docx"), "docx")
    assert "not confirmed" in take(client, recording, "eaf").get_data(as_text=True)
    for form in ("vtt-ru", "srt-ru"):
        text = take(client, recording, form).get_data(as_text=True)
        assert "Parts of the translation are a machine's drafts, not confirmed" in text
    assert "confirmed" not in take(client, recording, "srt-kk").get_data(as_text=True)


def test_an_unknown_kind_of_file_is_not_there(client, facilitator, recording, translated):
    client.sign_in(facilitator)
    for form in ("exe", "../docx", "vtt-en", ""):
        take(client, recording, form, expect=404)


def test_the_page_offers_every_kind_and_taking_one_is_noted(
    app, client, facilitator, recording, translated
):
    page = client.sign_in(facilitator).page(f"/recordings/{recording.id}/transcript/read")
    offered = {one["href"].rpartition("=")[2] for one in page.select("a[href*='/both']")}
    assert offered == set(FORMS)
    take(client, recording, "eaf")
    with app.app_context(), unit_of_work(write=False):
        noted = db.session.query(AuditEvent).filter_by(action="transcripts.downloaded").one()
        assert noted.detail == {"as": "eaf"}


def test_nothing_leaves_once_it_was_taken_back(client, make, facilitator, session, translated):
    from stories.media.models import Recording

    client.sign_in(facilitator)
    with client.application.app_context(), unit_of_work():
        recording = db.session.query(Recording).filter_by(session_id=session.id).one()
        db.session.expunge(recording)
        for person in db.session.query(Person):
            for given in person.agreements:
                given.withdrawn_at = given.created_at
    for form in FORMS:
        assert take(client, recording, form, expect=403).status_code == 403


def test_each_segment_says_in_every_kind_whether_somebody_checked_it(
    app, client, facilitator, recording, translated
):
    with app.app_context(), unit_of_work():
        for row in db.session.query(Segment):
            row.engine, row.machine_text = "fake", row.text
            if row.position == 0:
                row.checked_at, row.checked_by = row.version.created_at, facilitator.id
    client.sign_in(facilitator).speak("en")
    mark = "machine, not checked"
    told = json.loads(take(client, recording, "json").get_data())
    assert [one["label"] for one in told["segments"]] == ["", mark, mark]
    rows = Document(BytesIO(take(client, recording, "docx").get_data())).tables[0].rows
    assert [row.cells[4].text for row in rows] == [
        "Checked?",
        "checked\n→ confirmed",
        f"{mark}\n→ not confirmed",
        mark,
    ]
    text = take(client, recording, "eaf").get_data(as_text=True)
    assert text.count(f"<ANNOTATION_VALUE>{mark}<") == 2
    assert text.count("<ANNOTATION_VALUE>checked<") == 1
    text = take(client, recording, "vtt").get_data(as_text=True)
    classes = ("<c.checked>", "<c.unchecked>", "<c.confirmed>", "<c.draft>")
    assert [text.count(one) for one in classes] == [1, 2, 1, 1]
    assert "font-style: italic" in text
    assert take(client, recording, "srt").get_data(as_text=True).count("<i>") == 3
    base = f"/recordings/{recording.id}/transcript/text?as="
    assert client.get(base + "txt").get_data(as_text=True).count(f"({mark}") == 2
    assert client.get(base + "srt").get_data(as_text=True).count("<i>") == 2
    assert client.get(base + "vtt").get_data(as_text=True).count("<c.unchecked>") == 2


def test_what_was_approved_says_so_in_every_kind_that_can(
    app, client, facilitator, recording, translated
):
    with app.app_context(), unit_of_work():
        for row in db.session.query(Segment):
            row.engine, row.machine_text = "fake", row.text
            if row.position < 2:
                row.checked_at, row.checked_by = row.version.created_at, facilitator.id
                db.session.flush()
            if row.position == 0:
                give(Approver(Capacity.REVIEWER, user_id=OPERATOR.id), row, Way.ONE)
    client.sign_in(facilitator).speak("en")
    told = json.loads(take(client, recording, "json").get_data())
    assert [one["state"] for one in told["segments"]] == ["approved", "corrected", "machine"]
    found = as_json.read(told)
    assert [one.checked for one in found.lines] == [True, True, False]
    for one in told["segments"]:
        del one["checked"]
    assert [one.checked for one in as_json.read(told).lines] == [True, True, False]
    word = "Approved by a reviewer"
    rows = Document(BytesIO(take(client, recording, "docx").get_data())).tables[0].rows
    assert [word in row.cells[4].text for row in rows] == [False, True, False, False]
    assert take(client, recording, "eaf").get_data(as_text=True).count(f">{word}<") == 1
    base = f"/recordings/{recording.id}/transcript/text?as="
    for text in (take(client, recording, "vtt"), client.get(base + "vtt")):
        classes = ("<c.approved>", "<c.checked>", "<c.unchecked>")
        assert [text.get_data(as_text=True).count(one) for one in classes] == [1, 1, 1]
    assert client.get(base + "txt").get_data(as_text=True).count(f"({word})") == 1
