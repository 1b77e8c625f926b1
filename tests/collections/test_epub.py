"""The EPUB: whole, well-formed, of open stories alone, and remembered."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from stories.collections.errors import NothingOpen
from stories.collections.models import Collection, Edition
from stories.collections.services import build_edition
from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db, unit_of_work
from stories.people.models import Agreement, Stage

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def collection(make):
    foul = make.story(
        approved=True,
        title_kk="Нан & <тұз>",
        content_note_kk="Жоқшылық",
        content_note_ru="Нужда",
    )
    return make.collection(
        foul,
        make.story(approved=True, title_kk="Жол"),
        make.story(title_kk="Жабық"),
        intro_kk="Бірінші.\n\nЕкінші.",
        labels=["elders_only", "not_for_reposting"],
        cover_seed=27,
    )


def parsed(data):
    return ET.fromstring(data)  # noqa: S314 - our own file


def build(app, collection):
    with app.app_context(), unit_of_work():
        row = db.session.get(Collection, collection.id)
        edition, data = build_edition(OPERATOR, row)
        kept = edition.id
    return kept, zipfile.ZipFile(io.BytesIO(data)), data


def parts(archive, suffix):
    return {
        name: parsed(archive.read(name)) for name in archive.namelist() if name.endswith(suffix)
    }


def test_the_container_is_as_the_standard_wants_it(app, collection):
    _id, archive, data = build(app, collection)
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert archive.read("mimetype") == b"application/epub+zip"
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert archive.testzip() is None
    root = parsed(archive.read("META-INF/container.xml")).find(".//*[@full-path]")
    assert root.get("full-path") in archive.namelist()


def test_the_package_lists_everything_and_nothing_else(app, collection):
    _id, archive, _data = build(app, collection)
    package = parsed(archive.read("OEBPS/package.opf"))
    assert package.get("version") == "3.0"
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    on_disk = {name.removeprefix("OEBPS/") for name in archive.namelist() if "OEBPS" in name}
    assert set(items.values()) == on_disk - {"package.opf"}
    assert {item.get("idref") for item in package.iter(f"{OPF}itemref")} <= set(items)
    navs = [item for item in package.iter(f"{OPF}item") if item.get("properties") == "nav"]
    assert len(navs) == 1
    named = package.get("unique-identifier")
    identifiers = [item for item in package.iter(f"{DC}identifier") if item.get("id") == named]
    assert identifiers[0].text.startswith("urn:uuid:")
    assert [item.text for item in package.iter(f"{DC}language")] == ["kk", "ru"]
    changed = [
        item.text
        for item in package.iter(f"{OPF}meta")
        if item.get("property") == "dcterms:modified"
    ]
    assert len(changed) == 1
    assert datetime.strptime(changed[0], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def test_every_page_is_well_formed_and_its_links_lead_somewhere(app, collection):
    _id, archive, _data = build(app, collection)
    pages = parts(archive, ".xhtml")
    assert set(pages) == {
        f"OEBPS/{name}.xhtml" for name in ("cover", "title", "nav", "story-1", "story-2")
    }
    for name, page in pages.items():
        assert archive.read(name).startswith(b"<?xml"), name
        assert page.find(f".//{XHTML}title").text, name
        assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang") == "kk"
        for tag in page.iter():
            for target in (tag.get("href"), tag.get("src")):
                assert target is None or f"OEBPS/{target}" in archive.namelist(), name
    links = [link.get("href") for link in pages["OEBPS/nav.xhtml"].iter(f"{XHTML}a")]
    assert links == ["story-1.xhtml", "story-2.xhtml"]


def words(page):
    return " ".join("".join(page.itertext()).split())


def test_both_languages_stand_side_by_side_with_note_names_and_labels(app, collection):
    _id, archive, _data = build(app, collection)
    pages = parts(archive, ".xhtml")
    story = words(pages["OEBPS/story-1.xhtml"])
    for told in ("Нан & <тұз>", "Бабушкин хлеб", "Таңертең апам", "Перевод 0.", "Нужда", "Мәриям"):
        assert told in story
    title = words(pages["OEBPS/title.xhtml"])
    for told in ("Бірінші.", "Екінші."):
        assert told in title
    assert len(list(pages["OEBPS/title.xhtml"].iter(f"{XHTML}li"))) == 4


def test_only_open_stories_are_in_it(app, collection):
    _id, archive, _data = build(app, collection)
    assert "Жабық" not in " ".join(words(page) for page in parts(archive, ".xhtml").values())


def test_the_edition_remembers_what_it_was_built_from(app, collection):
    kept, _archive, data = build(app, collection)
    with app.app_context(), unit_of_work(write=False):
        edition = db.session.get(Edition, kept)
        assert edition.sha256 == hashlib.sha256(data).hexdigest()
        assert edition.kind == "epub"
        built = edition.built_from["stories"]
        assert [(item["revision"], item["transcript_revision"]) for item in built] == [(1, 1)] * 2


def test_letters_xml_cannot_hold_are_left_out(app, make):
    story = make.story(approved=True, title_kk="Нан\x0bтұз")
    _id, archive, _data = build(app, make.collection(story))
    assert parts(archive, ".xhtml")


def export(app, *arguments):
    return app.test_cli_runner().invoke(args=["export", *map(str, arguments)])


def test_the_command_writes_the_file(app, collection, tmp_path):
    target = tmp_path / "kitap.epub"
    done = export(app, collection.id, "--as", "epub", "--output", target)
    assert (done.exit_code, done.output) == (0, f"{target} (2 stories)\n")
    assert zipfile.is_zipfile(target)


def test_the_command_names_the_file_itself(app, collection, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert export(app, collection.id, "--as", "epub").exit_code == 0
    assert [path.name for path in tmp_path.glob("collection-????????.epub")]


@pytest.mark.parametrize("arguments", [[], ["x", "--as", "epub"]])
def test_wrong_usage_exits_two(app, arguments):
    assert export(app, *arguments).exit_code == 2


def test_only_epub_is_offered(app, collection):
    assert export(app, collection.id, "--as", "pdf").exit_code == 2
    assert export(app, collection.id).exit_code == 2


def test_what_cannot_be_is_one_sentence_and_keeps_no_row(app, make, collection, tmp_path):
    missing = export(app, make.organisation.id, "--as", "epub")
    closed = export(app, make.collection(make.story()).id, "--as", "epub")
    nowhere = export(
        app, collection.id, "--as", "epub", "--output", tmp_path / "no" / "such" / "file.epub"
    )
    for done in (missing, closed, nowhere):
        assert done.exit_code == 1
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(Edition).count() == 0


def test_after_a_withdrawal_nothing_can_be_built(app, collection):
    with app.app_context(), unit_of_work():
        for given in db.session.query(Agreement).filter_by(stage=Stage.AFTER):
            given.withdrawn_at = datetime.now(UTC)
    assert export(app, collection.id, "--as", "epub").exit_code == 1


def test_a_book_with_a_closed_story_is_asked_back(app, client, make, collection):
    build(app, collection)
    client.sign_in(make.user(Role.CURATOR)).speak("en")
    path = f"/collections/{collection.id}"
    assert "Take back" not in client.page(path).get_text()
    with app.app_context(), unit_of_work():
        db.session.query(Agreement).filter_by(
            stage=Stage.AFTER
        ).first().withdrawn_at = datetime.now(UTC)
    page = client.page(path).get_text()
    assert "1 story in it is closed by now" in page


def test_what_may_not_leave_the_house_is_in_no_book(app, make):
    elder = make.person()
    session = make.session(narrators=[elder])
    make.agreement(elder, Stage.BEFORE)
    make.agreement(elder, Stage.AFTER, session=session, uses=["share", "publish"])
    version = make.transcript(make.recording(session))
    stays = make.story(version=version, approved=True, title_kk="Үйде қалады")
    _id, archive, _data = build(app, make.collection(stays, make.story(approved=True)))
    assert "story-2" not in "".join(archive.namelist())
    assert "Үйде қалады" not in archive.read("OEBPS/nav.xhtml").decode()
    with pytest.raises(NothingOpen):
        build(app, make.collection(stays))
