"""A session's plan on paper: one page of A4, whoever comes and whatever is asked."""

import io

import pytest
from pypdf import PdfReader

from stories.foundation.access import Role
from stories.people.models import Generation
from stories.sessions.guides.catalogue import house_questions
from stories.sessions.guides.printing import LANGUAGES, sheet_words
from stories.sessions.guides.rules import Step
from tests.sessions.helpers import World, soon

A4 = (595, 842)  # points


@pytest.fixture
def world(make):
    return World(make)


@pytest.fixture
def desk(client, world):
    return client.sign_in(world.leader).speak("en")


def read(client, session, language) -> tuple[int, str]:
    """How many pages the sheet has, and what stands on them in one line."""
    answer = client.get(f"/sessions/{session.id}/plan.pdf?language={language}")
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    assert tuple(int(float(side)) for side in pages[0].mediabox[2:]) in {A4, (595, 841)}
    told = " ".join(page.extract_text() for page in pages)
    return len(pages), " ".join(told.replace("\u200b", "").split())


def choose(desk, session, keys) -> None:
    desk.send("/guides/choose", {"session": str(session.id), "prompts": list(keys)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_needed_stands_on_one_page(desk, world, make, language):
    make.user(Role.SAFEGUARDING, name="Мәдина Оразбек")
    session = world.session(place="Қарағанды үйі", languages=["kk", "ru"])
    choose(desk, session, ["steppe-stars", "road-horse"])
    pages, told = read(desk, session, language)
    words = sheet_words(language)
    assert pages == 1
    for said in ("Мәриям апа", "Ерасыл", "Сәуле", "Мәдина Оразбек", "Қарағанды үйі", "112"):
        assert said in told
    assert house_questions()["road-horse"].text_kk in told
    assert house_questions()["road-horse"].text_ru in told
    for part in ("agenda", "before", "distress"):
        assert words[part]["title"] in told
    assert words["enough"] in told


def test_a_crowd_with_long_names_and_every_question_still_fit(desk, world, make):
    long = "Бибігүлайымжанқызы" + "ә" * 60 + " Сұлтанмахмұтовна Қожахметовтың әжесі" * 3
    elders = [make.person(name=f"{number} {long}"[:150]) for number in range(10)]
    children = [
        make.person(Generation.YOUTH, name=f"{10 + number} {long}"[:150], birth_year=2015)
        for number in range(10)
    ]
    make.user(Role.SAFEGUARDING, name="Мәдина Оразбек")
    session = world.session(
        narrators=elders,
        listeners=children,
        place="Орталық " * 15,
        room="бөлме" * 12,
        theme="Әңгіме" * 26,
        interpreter="Аудармашы " * 11,
        languages=["kk", "ru"],
        minutes=90,
    )
    choose(desk, session, house_questions())
    pages, told = read(desk, session, "ru")
    assert pages == 1
    for number in range(20):
        assert f"{number} Бибігүл" in told
    assert "Мәдина Оразбек" in told
    assert sheet_words("ru")["confidential"] in told, "the page is whole, down to its last line"
    assert "в программе" in told


def test_a_session_with_nothing_chosen_yet_has_its_page(desk, world):
    pages, told = read(desk, world.session(listeners=[], languages=["ru"]), "en")
    assert pages == 1
    assert sheet_words("en")["nobody"] in told
    assert sheet_words("en")["no_questions"] in told


def test_a_name_that_is_not_for_everybody_is_not_printed_for_them(client, make, world):
    child = make.child(name="Айзере Құпия", pseudonym="Қарлығаш", birth_year=soon().year - 9)
    session = world.session(listeners=[child])
    client.sign_in(make.user(Role.CURATOR)).speak("kk")
    _pages, told = read(client, session, "kk")
    assert "Қарлығаш" in told
    assert "Айзере" not in told
    assert "Мәриям" not in told


def test_a_language_there_is_not_and_a_session_of_others(client, desk, world, make):
    session = world.session()
    desk.get(f"/sessions/{session.id}/plan.pdf?language=de", expect=404)
    other = make.facilitator(organisation=make.other_organisation())
    client.sign_in(other).get(f"/sessions/{session.id}/plan.pdf", expect=404)


def test_the_words_of_the_page_are_the_same_in_every_language():
    whole = {language: sheet_words(language) for language in LANGUAGES}
    for words in whole.values():
        assert words.keys() == whole["en"].keys()
        assert {step.value for step in Step} | {"title"} == words["agenda"].keys()
        for part in ("before", "distress"):
            assert len(words[part]["items"]) == len(whole["en"][part]["items"])
            assert all(words[part]["items"])
