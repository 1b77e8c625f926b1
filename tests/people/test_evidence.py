"""Scans and voices: judged by their content, kept as they came, shown without a camera's notes."""

import hashlib
import io
import wave
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from stories.foundation.access import Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.holdings import held_about
from stories.people.models import Agreement, Evidence, EvidenceFile, Stage
from tests.client import InspectingClient, soup
from tests.factories import Factory
from tests.files import bomb, photograph, photograph_with_place, scanned

pytestmark = pytest.mark.usefixtures("facilitator")


@pytest.fixture
def facilitator(client: InspectingClient, make: Factory):
    user = make.facilitator()
    client.sign_in(user).speak("en")
    return user


@pytest.fixture
def signed(make: Factory):
    return make.agreement(make.person(), Stage.BEFORE)


def spoken(seconds=2):
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x00\x10" * 8000 * seconds)
    return kept.getvalue()


def locked():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("құлып")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def acting(how):
    """A PDF that runs something when it is opened, or carries a file along."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if how == "file":
        writer.add_attachment("a.exe", b"MZ")
    else:
        action = {NameObject("/S"): NameObject(how), NameObject("/F"): TextStringObject("x")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def bring(client, agreement, *contents, expect=303):
    files = [(BytesIO(content), f"{place}.jpg") for place, content in enumerate(contents)]
    path = f"/agreements/{agreement.id}/evidence"
    return client.send(path, {"papers": files}, expect=expect)


def kept(app):
    with app.app_context(), unit_of_work(write=False):
        rows = list(db.session.query(EvidenceFile).order_by(EvidenceFile.position))
        db.session.expunge_all()
    return rows


def stored(app):
    with app.app_context():
        return sorted(blobs().keys("evidence"))


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (photograph(), "image/jpeg"),
        (photograph(kind="PNG"), "image/png"),
        (photograph(kind="WEBP"), "image/webp"),
        (scanned(3), "application/pdf"),
    ],
    ids=["jpeg", "png", "webp", "pdf"],
)
def test_a_scan_is_kept_as_it_came_and_can_be_opened(client, app, signed, content, content_type):
    bring(client, signed, content)
    row = kept(app)[0]
    assert (row.content_type, row.sha256) == (content_type, hashlib.sha256(content).hexdigest())
    original = client.get(f"/evidence/{row.id}/original")
    assert original.data == content
    assert original.mimetype == content_type
    assert original.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in original.headers["Cache-Control"]
    page = client.page(f"/agreements/{signed.id}")
    assert bool(page.select("img.evidence")) == (content_type != "application/pdf")


def test_several_pages_are_several_files(client, app, signed):
    bring(client, signed, photograph(), photograph(kind="PNG"))
    bring(client, signed, scanned())
    assert [row.position for row in kept(app)] == [0, 1, 2]


def test_what_is_shown_carries_no_place_and_no_name(client, app, signed):
    """DOMAIN R3: the original keeps the camera's notes, the page never gets them."""
    content = photograph_with_place()
    bring(client, signed, content)
    row = kept(app)[0]
    assert client.get(f"/evidence/{row.id}/original").data == content
    shown = client.get(f"/evidence/{row.id}/shown").data
    with Image.open(BytesIO(shown)) as image:
        assert not image.getexif()
        assert "comment" not in image.info
        assert image.size == (60, 80)  # turned upright
    assert b"Aigul" not in shown


HOSTILE = {
    "words": ("нан мен шай".encode(), "neither a photograph nor a PDF"),
    "HTML": (b"<html><script>alert(1)</script></html>", "neither a photograph nor a PDF"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "neither a photograph nor a PDF"),
    "HTML before a PDF": (b"<html>" + scanned(), "neither a photograph nor a PDF"),
    "PDF in name alone": (b"%PDF-1.7\n<html><script>", "damaged"),
    "an empty file": (b"", "This file is empty"),
    "a bomb": (bomb(), "too large"),
    "a smaller bomb": (bomb(9_000), "too large"),
    "half a JPEG": (photograph((600, 800))[:900], "damaged"),
    "half a PNG": (photograph((60, 80), "PNG")[:-30], "damaged"),
    "a GIF": (photograph(kind="GIF"), "neither a photograph nor a PDF"),
    "a locked PDF": (locked(), "locked with a password"),
    "a PDF with a script": (acting("/JavaScript"), "holds a programme"),
    "a PDF that starts something": (acting("/Launch"), "holds a programme"),
    "a PDF with a file in it": (acting("file"), "holds a programme"),
    "a book": (scanned(21), "more than 20 pages"),
    "a sound": (spoken(), "neither a photograph nor a PDF"),
    "a programme": (b"MZ" + bytes(500), "neither a photograph nor a PDF"),
    "noise": (bytes(range(256)) * 9, "neither a photograph nor a PDF"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_anything_else_gets_one_sentence_and_leaves_nothing(client, app, signed, name):
    content, told = HOSTILE[name]
    page = soup(bring(client, signed, photograph(), content, expect=422))
    assert told in page.select_one(".field.wrong .error").text
    assert kept(app) == []
    assert stored(app) == []


def test_nothing_at_all_is_told_too(client, signed):
    page = soup(client.send(f"/agreements/{signed.id}/evidence", {}, expect=422))
    assert page.select_one(".field.wrong")


def test_a_polyglot_goes_out_only_as_what_it_is(client, app, signed):
    """A PDF may hide a page of HTML; nobody's browser ever opens it as one."""
    content = scanned().replace(b"%PDF-1.7\n", b"%PDF-1.7\n%<script>alert(1)</script>\n", 1)
    bring(client, signed, content)
    answer = client.get(f"/evidence/{kept(app)[0].id}/original")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_spoken_word_is_kept_and_heard_in_ranges(client, app, make):
    row = make.agreement(make.person(), Stage.BEFORE, evidence=Evidence.SPOKEN)
    content = spoken()
    bring(client, row, content)
    file = kept(app)[0]
    assert (file.content_type, file.shown_key) == ("audio/wav", None)
    piece = client.get(f"/evidence/{file.id}/shown", headers={"Range": "bytes=4-7"}, expect=206)
    assert piece.data == content[4:8]
    assert client.page(f"/agreements/{row.id}").select("audio.evidence")
    for wrong in (photograph(), b"RIFF", spoken(0), scanned()):
        bring(client, row, wrong, expect=422)


def test_an_agreement_before_a_witness_takes_no_file(client, app, make):
    row = make.agreement(make.person(), Stage.BEFORE, evidence=Evidence.WITNESSED)
    bring(client, row, photograph(), expect=422)
    assert kept(app) == []


def test_a_form_with_a_bad_file_loses_nothing_of_what_was_filled_in(client, app, make):
    elder = make.person()
    fields = {
        "signer": str(elder.id),
        "uses": ["record", "translate"],
        "language": "ru",
        "form_version": "1",
        "evidence": "signed",
        "operator_name": "Үміт орталығы",
        "given_on": "2026-01-05",
        "ends_on": "2099-01-05",
        "witness": "Гүлнар",
        "third_parties": "y",
        "papers": [(BytesIO(b"<html>"), "1.jpg")],
    }
    path = f"/people/{elder.id}/agreements/new"
    form = soup(client.send(path, fields, expect=422)).find("main")
    ticked = {item["value"] for item in form.select("input[checked]")}
    assert {str(elder.id), "record", "translate", "signed"} <= ticked
    for name in ("given_on", "ends_on", "operator_name", "witness"):
        assert form.find("input", attrs={"name": name})["value"] == fields[name]
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(Agreement).count() == 0
    assert stored(app) == []


def test_only_those_who_ask_may_open_it(client, app, make, signed):
    """DOMAIN X2: others of the organisation are refused, others' organisations find nothing."""
    bring(client, signed, photograph())
    path = f"/evidence/{kept(app)[0].id}/original"
    for role, status in ((Role.CURATOR, 403), (Role.MODERATOR, 403), (Role.SAFEGUARDING, 200)):
        client.sign_in(make.user(role))
        client.get(path, expect=status)
    there = Factory(app)
    there._organisation = make.other_organisation()
    there.count = 500
    client.sign_in(there.facilitator())
    client.get(path, expect=404)


def test_the_pages_sentence_keeps_identity_papers_away(client, make):
    """DOMAIN X8."""
    told = "Never copy or photograph an identity paper."
    elder = make.person()
    assert told in client.page(f"/people/{elder.id}/agreements/new").text
    row = make.agreement(elder, Stage.BEFORE)
    assert told in client.page(f"/agreements/{row.id}").text


def test_every_copy_is_told_as_held(client, app, make, signed):
    """DOMAIN C8: nothing of a scan stays behind when somebody’s files are taken away."""
    bring(client, signed, photograph(), scanned())
    with app.test_request_context(), unit_of_work(write=False):
        told = {key for item in held_about(signed.person_id) for key in item.files}
    assert told == set(stored(app))
    assert len(told) == 3
