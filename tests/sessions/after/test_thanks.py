"""Cards of thanks: one page, warm words, and nothing that may not leave the house (P1, P3)."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from stories.accounts.centres.regions import REGIONS
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.people.models import Generation, Naming, Stage
from stories.sessions.after.thanks.card import card, said
from stories.sessions.after.thanks.rules import language_for, name_for, theme_may_stand
from stories.sessions.models import Attendance, SessionState
from tests.sessions.after.helpers import Held

TEXTS = st.text(min_size=1, max_size=20)


@pytest.fixture
def held(make):
    return Held(make)


def on_card(app, session, person, language="kk"):
    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        return said(db.session.get_one(Attendance, (session.id, person.id)), language)


def read(pdf):
    page = PdfReader(io.BytesIO(pdf))
    return len(page.pages), " ".join(page.pages[0].extract_text().split()), page


# Rules


@given(TEXTS, st.none() | TEXTS, st.sampled_from(Naming), st.booleans())
def test_a_child_is_never_called_by_its_own_name(name, pseudonym, naming, child):
    told = name_for(name, pseudonym, naming, child=child)
    if child:
        assert told == (pseudonym or "")
    else:
        names = {Naming.OWN_NAME: name, Naming.PSEUDONYM: pseudonym or "", Naming.ANONYMOUS: ""}
        assert told == names[naming]


@pytest.mark.parametrize(
    ("theme", "stands"),
    [
        ("Бесік жыры", True),
        ("Долгая дорога", True),
        ("Қарағандыдағы балалық шақ", False),
        ("Детство в Караганде", False),
        ("Сириядан кейін", False),
        ("Возвращение домой: Жусан", False),
        ("Теміртау кітапханасында", False),
        ("Оралға сапар", False),
        ("Семейдегі жаз", False),
        ("Семейные рецепты", True),
        ("Абай өлеңдері", True),
    ],
)
def test_a_theme_that_tells_too_much_is_left_out(theme, stands):
    assert theme_may_stand(theme, ["Теміртау кітапханасы"]) == stands


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_region_stands_in_a_theme(app, language):
    from flask_babel import force_locale

    with app.app_context(), app.test_request_context(), force_locale(language):
        for word in map(str, REGIONS.values()):
            assert not theme_may_stand(f"Әңгіме: {word}"), word


def test_their_language_and_kazakh_where_they_speak_both():
    assert [language_for(spoken) for spoken in (["ru"], ["kk"], ["kk", "ru"], ["de"])] == [
        "ru",
        "kk",
        "kk",
        "kk",
    ]


# What stands on it


def test_whoever_agreed_to_their_name_is_called_by_it(app, held):
    assert on_card(app, held.session, held.elder)["name"] == ""
    held.make.agree(held.elder, held.session)
    told = on_card(app, held.session, held.elder)
    assert told["name"] == "Күләш апа"
    assert "«Бесік жыры»" in told["of"]
    assert "Сәуле" in told["signed"]


@pytest.mark.parametrize(("naming", "name"), [(Naming.PSEUDONYM, "Бұлақ"), (Naming.ANONYMOUS, "")])
def test_whoever_wants_another_name_is_called_so(app, make, naming, name):
    elder = make.person(name="Күләш апа", pseudonym="Бұлақ")
    held = Held(make, narrators=[elder])
    make.agreement(elder, Stage.BEFORE, naming=naming)
    make.agreement(elder, Stage.AFTER, session=held.session, naming=naming)
    assert on_card(app, held.session, elder)["name"] == name


def test_a_child_is_thanked_by_pseudonym_and_in_its_own_tone(app, held):
    held.make.agree(held.child, held.session)
    told = on_card(app, held.session, held.child, "ru")
    assert told["name"] == "Қарлығаш"
    assert "тебя" in told["text"]
    assert "Вас" not in told["text"]
    assert "Ержан" not in str(told)


def test_whose_birth_is_not_known_is_a_child(app, make):
    unknown = make.person(Generation.YOUTH, name="Алуа", birth_year=None, pseudonym="Гүл")
    held = Held(make, listeners=[unknown])
    make.agree(unknown, held.session)
    assert on_card(app, held.session, unknown)["name"] == "Гүл"


def test_a_theme_with_somebodys_name_is_left_out(app, make):
    held = Held(make, theme="Ержанның бақшасы")
    told = on_card(app, held.session, held.elder)
    assert "«" not in told["of"]
    assert "Ержан" not in str(told)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_it_is_one_small_page_and_tells_nothing_more(app, make, language):
    place = "Қарағанды, Бұқар жырау көшесі, 5"
    long = make.person(name="Өмірзақбердімұхамбетханұлы " * 4, region="Қарағанды")
    held = Held(make, place=place, narrators=[long], theme="Дала әуені")
    make.agree(long, held.session)
    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        row = db.session.get_one(Attendance, (held.session.id, long.id))
        pdf = card(row, language)
        assert pdf == card(row, language)  # the same card is the same bytes
    pages, told, kept = read(pdf)
    assert pages == 1
    width, height = (float(one) / 72 * 2.54 for one in kept.pages[0].mediabox[2:])
    assert (round(width, 1), round(height, 1)) == (10.5, 14.8)
    assert "Дала әуені" in told
    assert ("Рақмет!" if language == "kk" else "Спасибо!") in told
    for secret in ("Қарағанды", "Бұқар", make.organisation.name, "Үміт"):
        assert secret not in told
    assert not {"/Author", "/Title"} & set(kept.metadata or {})


# Who makes it


def test_who_may_make_it_and_that_it_is_told_as_taken_away(client, app, held):
    held.make.agree(held.elder, held.session)
    url = f"/sessions/{held.session.id}/thanks/{held.elder.id}"
    stranger = held.make.user(Role.ADMIN, organisation=held.make.other_organisation())
    for user, status in (
        (held.facilitator, 200),
        (held.lead, 200),
        (held.admin, 200),
        (held.colleague, 403),
        (held.curator, 403),
        (stranger, 404),
    ):
        client.sign_in(user).get(url, expect=status)
    answer = client.sign_in(held.facilitator).get(url + "?language=ru")
    assert "Спасибо!" in read(answer.data)[1]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="thanks.pdf"'
    client.get(url + "?language=en", expect=404)
    from stories.archive.log.rules import Group, group_of

    with app.app_context(), unit_of_work(write=False):
        action = "sessions.thanks_printed"
        lines = db.session.query(AuditEvent).filter_by(action=action).all()
        assert [dict(line.detail) for line in lines] == [{"person": str(held.elder.id)}] * 4
        assert group_of(action) is Group.EXPORTS


def test_only_those_who_came_are_thanked(client, app, held):
    stranger = held.make.person()
    gone = held.make.person(erased_at=datetime.now(UTC))
    missing = held.make.person(name="Келмеген")
    held.make.keep(
        Attendance(session_id=held.session.id, person_id=missing.id, part="listener", came=False),
    )
    held.make.keep(Attendance(session_id=held.session.id, person_id=gone.id, part="listener"))
    planned = held.another(days=-3, state=SessionState.PLANNED)
    client.sign_in(held.facilitator)
    for session, person in (
        (held.session, stranger),
        (held.session, gone),
        (held.session, missing),
        (planned, held.elder),
    ):
        client.get(f"/sessions/{session.id}/thanks/{person.id}", expect=404)
    page = client.page(f"/sessions/{held.session.id}/afterwards")
    links = [one["href"] for one in page.select("a") if "/thanks/" in one["href"]]
    assert len(links) == 4  # the elder's and the child's, in two languages
