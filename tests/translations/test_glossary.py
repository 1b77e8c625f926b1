import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.translations.glossary.models import LONGEST, GlossaryTerm
from stories.translations.glossary.rules import occurs, read_list, safe_cell

PAGE = "/glossary"


@pytest.mark.parametrize(
    ("term", "text", "language", "there"),
    [
        ("шаңырақ", "Шаңырағымыз биік болды", "kk", True),
        ("шаңырақ", "шаңырақтың астында", "kk", True),
        ("кітап", "кітабымды алдым", "kk", True),
        ("кітап", "кітаптарымыздан оқыдық", "kk", True),
        ("ас", "асқа шақырды", "kk", True),
        ("ас", "аспан көк", "kk", False),
        ("ас", "астана", "kk", False),
        ("той", "тойға барды", "kk", True),
        ("той", "тойымсыз", "kk", False),
        ("наурыз көже", "наурыз көжені пісірдік", "kk", True),
        ("наурыз көже", "көже наурыз", "kk", False),
        ("құдалық", "құдалыққа келді", "kk", True),
        ("юрта", "жили в юрте", "ru", True),
        ("свадебный обряд", "о свадебных обрядах", "ru", True),
        ("мёд", "мед ели", "ru", True),
        ("хлеб", "хлебный", "ru", False),
        ("", "сөз", "kk", False),
        ("...", "сөз", "kk", False),
    ],
)
def test_a_term_is_found_with_any_ending(term, text, language, there):
    assert occurs(term, text, language) is there


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["kk", "ru"]))
def test_a_term_stands_in_itself_wherever_it_has_a_word(term, around, language):
    from stories.translations.glossary.rules import words_of

    assert occurs(term, term, language) is bool(words_of(term))
    assert occurs(term, f"{around} . {term} . {around}", language) is bool(words_of(term))


@given(st.text(max_size=300))
def test_whatever_is_pasted_becomes_sound_terms(pasted):
    entries, _unread = read_list(pasted)
    for one in entries:
        for cell in (one.kk, one.ru):
            assert 0 < len(cell) <= LONGEST
            assert cell.isprintable()


def test_a_list_as_people_paste_it():
    pasted = (
        'шаңырақ;шанырак;юртаның төбесі\nкөже\tкоже\r\nбесік — колыбель\nжалғыз\n\n"той";свадьба'
    )
    entries, unread = read_list(pasted)
    assert [(one.kk, one.ru, one.note) for one in entries] == [
        ("шаңырақ", "шанырак", "юртаның төбесі"),
        ("көже", "коже", ""),
        ("бесік", "колыбель", ""),
        ("той", "свадьба", ""),
    ]
    assert unread == 1
    assert safe_cell("=1+1") == "'=1+1"


@pytest.fixture
def signed(client, facilitator):
    return client.sign_in(facilitator).speak("en")


def terms(app):
    with app.app_context(), unit_of_work(write=False):
        return sorted((row.kk, row.ru, row.note) for row in db.session.query(GlossaryTerm))


def test_terms_are_added_changed_removed_and_taken_out_as_a_table(app, signed):
    answer = signed.send(PAGE, {"terms": "апам;бабушка;ана тілі\nнан;хлеб\nжоқ"})
    told = signed.page(answer.location).get_text()
    assert "2 terms are new in the glossary." in told
    assert "1 line was no term" in told
    signed.send(PAGE, {"terms": "Нан;Хлеб\nүй;дом"})
    page = signed.page(PAGE)
    shown = [item.get_text(" ", strip=True) for item in page.select(".terms a")]
    assert shown == ["апам — бабушка", "нан — хлеб", "үй — дом"], "in Kazakh order"
    one = page.select(".terms a")[1]["href"]
    signed.send(one, {"kk": "нан", "ru": "хлебушек", "note": "жұмсақ"})
    answer = signed.send(one, {"kk": "апам", "ru": "бабушка", "note": ""}, expect=422)
    assert "in the glossary already" in answer.text
    file = signed.get(f"{PAGE}/file")
    assert file.content_type.startswith("text/csv")
    assert "нан;хлебушек;жұмсақ" in file.text
    signed.send(f"{one}/remove", expect=303)
    assert ("нан", "хлебушек", "жұмсақ") not in terms(app)
    before = terms(app)
    signed.send(PAGE, {"terms": file.text})
    assert set(before) < set(terms(app)), "what goes out comes back"
    with app.app_context(), unit_of_work(write=False):
        lines = [row for row in db.session.query(AuditEvent) if ".term" in row.action]
        assert lines
        assert "хлеб" not in str([row.detail for row in lines])


@pytest.mark.parametrize("field", ["kk", "ru"])
def test_a_term_needs_both_languages(app, signed, make, facilitator, field):
    row = make.keep(GlossaryTerm(organisation_id=make.organisation.id, kk="нан", ru="хлеб"))
    signed.send(f"{PAGE}/{row.id}", {"kk": "нан", "ru": "хлеб"} | {field: ""}, expect=422)
    signed.send(f"{PAGE}/{row.id}", {"kk": "нан", "ru": "хлеб"} | {field: "а" * 101}, expect=422)


def test_terms_stand_beside_a_segment_that_says_them(signed, make, segments):
    make.keep(GlossaryTerm(organisation_id=make.organisation.id, kk="апа", ru="бабуля", note="!"))
    make.keep(GlossaryTerm(organisation_id=make.organisation.id, kk="той", ru="свадьба"))
    other = make.other_organisation()
    make.keep(GlossaryTerm(organisation_id=other.id, kk="апа", ru="чужое"))
    told = signed.page(f"/segments/{segments()[0].id}/translation").get_text()
    assert "бабуля" in told
    assert "свадьба" not in told
    assert "чужое" not in told


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CURATOR, Role.ADMIN])
def test_it_is_the_facilitators_glossary(client, staff, role):
    client.sign_in(staff[role])
    client.get(PAGE, expect=403)
    client.send(PAGE, {"terms": "нан;хлеб"}, expect=403)


def test_another_houses_terms_are_none_of_ones_business(client, signed, make):
    other = make.other_organisation()
    row = make.keep(GlossaryTerm(organisation_id=other.id, kk="құпия", ru="тайна"))
    assert "құпия" not in signed.page(PAGE).get_text()
    signed.get(f"{PAGE}/{row.id}", expect=404)
    signed.send(f"{PAGE}/{row.id}/remove", expect=404)
