"""The library: every hand of the team reads it, curators and administrators keep it."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from stories.foundation.access import STAFF, Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.sessions.library import services
from stories.sessions.library.models import Manual, ManualFile
from tests.client import soup
from tests.files import photograph, scanned

TEXT = {
    "title_kk": "Тыңдау өнері: оқыту әдістемесі",
    "title_ru": "Искусство слушать: методика",
    "about_kk": "Үнсіздікке орын беру туралы",
    "about_ru": "",
    "themes": ["songs", "names"],
}


@pytest.fixture
def keeper(client, make):
    return client.sign_in(make.user(Role.CURATOR)).speak("en")


def rows(app, model):
    with app.app_context(), unit_of_work(write=False):
        found = db.session.query(model).all()
        db.session.expunge_all()
        return found


def added(app, keeper) -> Manual:
    keeper.send("/library/new", TEXT)
    return rows(app, Manual)[-1]


def bring(keeper, manual, content, language="kk", name="x.pdf", **kwargs):
    told = {"language": language, "manual": (io.BytesIO(content), name)}
    return keeper.send(f"/library/{manual.id}/files", told, **kwargs)


def written(change) -> bytes:
    """A PDF of one page with something more in it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scanned())))
    change(writer)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def with_script(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def test_a_manual_is_entered_and_each_language_has_its_versions(app, keeper):
    manual = added(app, keeper)
    assert "No file was brought yet." in keeper.page(f"/library/{manual.id}").get_text()
    for pages, language in ((1, "kk"), (2, "kk"), (3, "ru")):
        bring(keeper, manual, scanned(pages), language, name="құпия аты.pdf")
    kept = {(row.language, row.version): row for row in rows(app, ManualFile)}
    assert {key: row.pages for key, row in kept.items()} == {
        ("kk", 1): 1,
        ("kk", 2): 2,
        ("ru", 1): 3,
    }
    page = keeper.page("/library")
    links = {link["href"] for link in page.select("a[href*='/library/files/']")}
    assert links == {f"/library/files/{kept[key].id}" for key in (("kk", 2), ("ru", 1))}
    answer = keeper.get(f"/library/files/{kept['kk', 1].id}")
    assert answer.data == scanned(1)
    assert answer.mimetype == "application/pdf"
    assert "құпия" not in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_is_found_by_words_and_by_theme(app, keeper):
    added(app, keeper)
    keeper.send("/library/new", TEXT | {"title_kk": "Шай", "title_ru": "Чай", "themes": ["food"]})

    def found(query):
        return [tag.get_text() for tag in keeper.page(f"/library?{query}").select(".rows b")]

    assert len(found("")) == 2
    assert found("words=окыту+тындау") == [TEXT["title_kk"]]
    assert found("words=ИСКУССТВО") == [TEXT["title_kk"]]
    assert found("words=орын&theme=food") == ["Шай"]
    assert found("theme=names") == [TEXT["title_kk"]]
    assert len(found("theme=war")) == 2
    assert "Nothing was found" in keeper.page("/library?words=жоқсөз").get_text()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (photograph(), "This file is no PDF"),
        (b"%PDF-1.7 and nothing more", "This file is damaged"),
        (scanned()[:400], "This file is damaged"),
        (written(lambda writer: writer.encrypt("secret")), "locked with a password"),
        (written(with_script), "holds a programme"),
        (written(lambda writer: writer.add_attachment("x.exe", b"MZ")), "holds a programme"),
    ],
    ids=["empty", "photograph", "no body", "cut", "locked", "script", "attachment"],
)
def test_what_is_no_plain_pdf_is_told_and_not_kept(app, keeper, content, sentence):
    manual = added(app, keeper)
    answer = bring(keeper, manual, content, expect=422)
    assert sentence in answer.get_data(as_text=True)
    assert rows(app, ManualFile) == []
    with app.app_context():
        assert list(blobs().keys("manuals/")) == []


def test_a_language_or_a_file_that_is_missing_is_asked_for(app, keeper):
    manual = added(app, keeper)
    answer = bring(keeper, manual, scanned(), language="de", expect=422)
    assert "Say in which language" in answer.get_data(as_text=True)
    answer = keeper.send(f"/library/{manual.id}/files", {"language": "kk"}, expect=422)
    assert "Choose a file." in answer.get_data(as_text=True)
    for change in ({"title_kk": ""}, {"title_ru": " "}, {"title_kk": "ә" * 161}, {"themes": ["x"]}):
        keeper.send("/library/new", TEXT | change, expect=422)


def test_what_is_said_of_it_changes_and_it_comes_off_the_shelf(app, keeper):
    manual = added(app, keeper)
    keeper.send(f"/library/{manual.id}/edit", TEXT | {"title_ru": "Слушать и слышать"})
    assert "Слушать и слышать" in keeper.speak("ru").page("/library").get_text()
    keeper.speak("en").send(f"/library/{manual.id}/retire")
    assert "The library is empty yet" in keeper.page("/library").get_text()
    page = soup(keeper.get(f"/library/{manual.id}"))
    assert not page.select("form[action*=files]")


@pytest.mark.parametrize("role", STAFF, ids=[role.value for role in STAFF])
def test_everybody_reads_and_two_roles_keep(app, client, make, keeper, role):
    manual = added(app, keeper)
    bring(keeper, manual, scanned())
    (file,) = rows(app, ManualFile)
    keeps = role in {Role.CURATOR, Role.ADMIN}
    client.sign_in(make.user(role))
    page = client.page(f"/library/{manual.id}")
    assert bool(page.select("form[action*=files]")) is keeps
    client.get(f"/library/files/{file.id}")
    client.get("/library/new", expect=200 if keeps else 403)
    bring(client, manual, scanned(), expect=303 if keeps else 403)


def test_another_organisation_has_a_library_of_its_own(app, client, make, keeper):
    manual = added(app, keeper)
    bring(keeper, manual, scanned())
    (file,) = rows(app, ManualFile)
    client.sign_in(make.user(Role.CURATOR, organisation=make.other_organisation()))
    assert TEXT["title_kk"] not in client.page("/library").get_text()
    client.get(f"/library/{manual.id}", expect=404)
    client.get(f"/library/files/{file.id}", expect=404)
    bring(client, manual, scanned(), expect=404)


def test_a_file_that_no_row_names_is_taken_away(app, make):
    with app.app_context():
        blobs().put_bytes("manuals/lost.pdf", scanned())
        services._forget_unless_kept(make.organisation.id, "manuals/lost.pdf")
        assert not blobs().exists("manuals/lost.pdf")


def test_the_guides_lead_to_what_is_written_about_a_theme(app, client, make, keeper):
    manual = added(app, keeper)
    client.sign_in(make.facilitator())
    assert client.page("/guides?theme=songs").select(f"a[href='/library/{manual.id}']")
    assert not client.page("/guides?theme=work").select("a[href*='/library/']")
