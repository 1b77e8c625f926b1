"""The house's own questions: enough of them, whole, and nothing among them that is not asked."""

import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.sessions.guides.catalogue import THEMES, banned, house_questions
from stories.sessions.guides.models import LONGEST, AgeBand, AskedOf, Question
from stories.sessions.guides.rules import (
    SHARES,
    Ground,
    Step,
    Wanted,
    agenda,
    band_of,
    objections,
    parted,
    youngest,
)
from stories.sessions.guides.words import THEMES as NAMES
from stories.sessions.guides.words import ages_told

QUESTIONS = house_questions()
LANGUAGES = ("kk", "ru", "en")
# keys sessions were planned with before; «family-missed» asked for a loss and is offered no more
EARLIER = [
    "bread-smell",
    "bread-hands",
    "bread-guest",
    "childhood-game",
    "childhood-friend",
    "childhood-winter",
    "craft-learned",
    "craft-first",
    "craft-work",
    "road-horse",
    "road-far",
    "road-school",
    "feast-nauryz",
    "feast-wedding",
    "feast-gift",
    "song-lullaby",
    "song-saying",
    "song-dombra",
    "family-name",
    "family-advice",
]
ABSENT = re.compile(
    r"\b(әке|ана(?:ң|сы)|шеше|ата-ана|пап[аыуе]\b|мам[аыуе]\b|отец|отц|мать|матер|родител|parent|mother"
    r"|father)",
    re.IGNORECASE,
)


def test_there_are_enough_of_every_theme_for_both_generations():
    assert tuple(NAMES) == THEMES
    assert len(THEMES) == 10
    assert len(QUESTIONS) >= 60
    for theme in THEMES:
        mine = [one for one in QUESTIONS.values() if one.theme == theme]
        assert len(mine) >= 6, theme
        assert {one.asked_of for one in mine} == set(AskedOf), theme
        for band in AgeBand:
            light = [one for one in mine if band in one.ages and not one.sensitive]
            assert len(light) >= 3, f"{theme}: {len(light)} light questions for {band}"


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_question_is_whole(key):
    one = QUESTIONS[key]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", key)
    assert one.ages
    assert list(one.ages) == [age for age in AgeBand if age in one.ages]
    for language in LANGUAGES:
        text = getattr(one, f"text_{language}")
        assert text == text.strip()
        assert 8 <= len(text) <= LONGEST
        assert text[-1] in "?."
    assert re.search("[әғқңөұүһі]", one.text_kk.lower())
    assert not re.search("[әғқңөұүһі]", one.text_ru.lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_stands_there_twice(language):
    texts = [getattr(one, f"text_{language}").casefold() for one in QUESTIONS.values()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("key", QUESTIONS)
def test_none_asks_why_or_about_the_conflict_or_a_loss_or_parents(key):
    one = QUESTIONS[key]
    for language in LANGUAGES:
        text = getattr(one, f"text_{language}")
        assert objections(text, banned()) == []
        assert not ABSENT.search(text), text


def test_elders_are_spoken_to_as_elders_and_children_as_children():
    for one in QUESTIONS.values():
        if one.asked_of is AskedOf.ELDER:
            assert not re.search(r"\b(ты|тебя|тебе|твой|твоя|твоё)\b", one.text_ru.lower()), one.key
            assert not re.search(r"\b(сен|саған|сені|сенің)\b", one.text_kk.lower()), one.key
        else:
            assert not re.search(r"\b(вы|вам|вас|ваш\w*)\b", one.text_ru.lower()), one.key
            assert not re.search(r"(ңыз|ңіз|сіз)", one.text_kk.lower()), one.key


def test_what_sessions_were_planned_with_is_still_there():
    assert set(EARLIER) <= set(QUESTIONS)
    assert "family-missed" not in QUESTIONS


# What is not asked


@pytest.mark.parametrize(
    ("text", "ground", "word"),
    [
        ("Неге келдіңіз?", Ground.WHY, "неге"),
        ("Почему-то грустно?", Ground.WHY, "почему"),
        ("Из-за чего вы ушли?", Ground.WHY, "из за чего"),
        ("Соғыста не көрдіңіз?", Ground.CONFLICT, "соғыста"),
        ("Что вы помните о войне?", Ground.CONFLICT, "войне"),
        ("Как жилось в лагерях?", Ground.CONFLICT, "лагерях"),
        ("Сириядағы үйіңіз қандай еді?", Ground.CONFLICT, "сириядағы"),
        ("Он умер в тот год?", Ground.LOSS, "умер"),
        ("WHY did you leave?", Ground.WHY, "why"),
    ],
)
def test_a_word_that_is_not_asked_is_found(text, ground, word):
    found = objections(text, banned())
    assert (found[0].ground, found[0].word) == (ground, word)


@pytest.mark.parametrize(
    "text",
    [
        "Енеңіз енеге тән қандай сөз айтатын еді?",
        "Өнегелі сөз айтып беріңізші.",
        "Как вы валяли войлок? Двойня ли ваши ягнята?",
        "Қазақтың қай әнін айтасыз? Бұл ән соған қатысты ма?",
        "Негізгі тамағыңыз не еді?",
        "Какая территория у вашего аула? Любили ли вы умеренный зной?",
        "Бойыңыз қандай еді?",
    ],
)
def test_a_word_that_only_looks_like_one_is_not(text):
    assert objections(text, banned()) == []


@given(st.text(max_size=200))
def test_any_text_can_be_judged(text):
    for one in objections(text, banned()):
        assert one.word


@given(st.sampled_from([word for words in banned().values() for word in words]))
def test_every_word_of_the_list_is_found_whatever_its_letters(word):
    spoken = word.removesuffix("*")
    assert objections(f"Айтыңызшы, {spoken.upper()}!", banned())


# Ages


def test_the_age_that_is_asked_for_is_the_youngest_that_may_be():
    on = date(2026, 6, 15)
    assert band_of(2016, date(2016, 6, 15), on) is AgeBand.TEN
    assert band_of(2016, date(2016, 6, 16), on) is AgeBand.SIX
    assert band_of(2016, None, on) is AgeBand.SIX
    assert band_of(2012, None, on) is AgeBand.TEN
    assert band_of(2007, None, on) is AgeBand.ADULT
    assert band_of(None, None, on) is AgeBand.SIX
    assert youngest([AgeBand.ADULT, AgeBand.FOURTEEN]) is AgeBand.FOURTEEN
    assert youngest([]) is None


BANDS = st.none() | st.sampled_from(AgeBand)


@given(BANDS)
def test_nothing_is_lost_by_putting_first_what_suits(band):
    whole = list(QUESTIONS.values())
    first, later = parted(whole, band)
    assert sorted(one.key for one in (*first, *later)) == sorted(QUESTIONS)
    assert all(band is None or band in one.ages for one in first)
    assert not [one for one in later if band in one.ages]
    assert not any(
        one.sensitive and not other.sensitive for one, other in itertools.pairwise(first)
    )


@given(
    st.builds(
        Wanted,
        theme=st.none() | st.sampled_from(THEMES),
        age=BANDS,
        care=st.none() | st.booleans(),
        asked_of=st.none() | st.sampled_from(AskedOf),
    )
)
def test_what_is_looked_for_narrows(wanted):
    for one in QUESTIONS.values():
        looser = Wanted(theme=wanted.theme, age=wanted.age)
        assert not wanted.takes(one) or looser.takes(one)
        assert Wanted().takes(one)


def test_ages_are_told_shortly():
    def of(*ages: AgeBand) -> str:
        return ages_told(Question("k", 0, "food", AskedOf.ELDER, ages, False, "", ""))

    assert of(AgeBand.SIX, AgeBand.TEN) == "6–13"
    assert of(AgeBand.FOURTEEN) == "14–17"


@given(st.integers(20, 90))
def test_the_steps_fill_the_session_and_the_story_is_the_longest(minutes):
    found = agenda(minutes)
    assert [step for step, _start, _end in found] == list(Step)
    assert found[0][1] == 0
    assert found[-1][2] == minutes
    for (_one, _start, end), (_other, start, _end) in itertools.pairwise(found):
        assert end == start
    lengths = {step: end - start for step, start, end in found}
    assert min(lengths.values()) >= 2
    assert max(lengths, key=lambda step: lengths[step]) is Step.STORY
    assert minutes != 40 or lengths == SHARES
