"""The forms' words: unchanged once in use, the same in each language, and readable by a child."""

import hashlib
import re
from statistics import median

import pytest

from stories.people.documents import HERE, LANGUAGES, VERSIONS, document, picture, words
from stories.people.models import Audience, Naming, Stage, Use, Wording
from stories.people.rules import IN_THE_ROOM, OUTSIDE

OPERATOR = "«Үміт» орталығы"
# A version that was in use is never changed, or a signed paper would no longer tell what was
# agreed to. Whoever changes a word makes version 2: a new folder, a new line here.
DIGESTS = {"1": "d27bf591196b22030499b245321ade526dd471adcf63538c8d1725575b16e12f"}
CHILDREN = (Wording.CHILD, Wording.PICTURES)
LEGAL = {"third_parties", "cross_border", "ends"}
# Words a twelve-year-old should not have to ask about, by their beginnings.
HARD = {
    "kk": "құқық заңды өкіл тұлға деректер өңде операторы келісім иесіздендір жарияла трансшекара "
    "үшінші мерзім қолданыс бағдарлама аудитория куәлік бүркеншік мәліметтер",
    "ru": "законн представител персональн данн обработк оператор согласи отзыв обезлич публик "
    "трансгранич третьи срок использован программ аудитори псевдоним соответств осуществл",
    "en": "legal representative personal data process consent withdraw anonym publish cross-border "
    "third audience pseudonym regard pursuant operator programme",
}
MOST_WORDS, USUAL_WORDS, LONGEST_WORD = 10, 5, 17


def every(*wordings):
    return [(stage, wording) for stage in Stage for wording in wordings or Wording]


def read(language, stage, wording, version="1"):
    return document(version, language, stage, wording, OPERATOR)


def sentences(form):
    told = [form.title, form.lead]
    for part in form.parts:
        told += [part.heading, *part.text]
    for question in form.questions:
        told += [question.text, question.hint, *question.options.values()]
    told += [panel.text for panel in form.panels]
    return [one for text in told for one in re.split(r"(?<=[.?!])\s+", text) if one]


def words_of(sentence):
    return re.findall(r"[\w'’-]+", sentence)


def digest_of(version):
    digest = hashlib.sha256()
    for path in sorted((HERE / version).rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(HERE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def test_a_version_stays_as_it_was_signed():
    assert {version: digest_of(version) for version in VERSIONS} == DIGESTS


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("stage", "wording"), every())
def test_each_language_says_the_same_things_in_the_same_order(version, stage, wording):
    shapes = []
    for language in LANGUAGES:
        form = read(language, stage, wording, version)
        asked = [(one.name, list(one.options), bool(one.hint)) for one in form.questions]
        parts = [len(part.text) for part in form.parts]
        shapes.append((asked, parts, [panel.name for panel in form.panels]))
        assert all(text.strip() == text and "  " not in text for text in sentences(form))
        assert "{" not in "".join(sentences(form))
    assert shapes[0] == shapes[1] == shapes[2]


def test_the_words_around_a_form_are_the_same_in_each_language():
    assert words("1", "kk").keys() == words("1", "ru").keys() == words("1", "en").keys()


@pytest.mark.parametrize(("stage", "wording"), every())
def test_each_use_is_asked_on_its_own(stage, wording):
    """DOMAIN C2, C6: every use of the stage, who may hear, how named; a child's law is asked
    of the representative."""
    form = read("kk", stage, wording)
    uses = IN_THE_ROOM if stage is Stage.BEFORE else OUTSIDE
    names = [question.name for question in form.questions]
    assert len(names) == len(set(names))
    assert set(names) & set(Use) == set(uses)
    assert LEGAL & set(names) == (set() if wording in CHILDREN else LEGAL)
    assert form.asks("audience") == form.asks("naming") == (stage is Stage.AFTER)
    for question in form.questions:
        if question.name == "audience":
            assert list(question.options) == list(Audience)
        if question.name == "naming":
            grown = wording is Wording.ADULT
            assert (Naming.OWN_NAME in question.options) == grown  # DOMAIN P1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("stage", "wording"), every(Wording.ADULT, Wording.REPRESENTATIVE))
def test_a_form_names_the_operator_and_promises_no_more_than_can_be_kept(language, stage, wording):
    """DOMAIN C6, C11."""
    told = " ".join(sentences(read(language, stage, wording)))
    assert OPERATOR in told
    law = {"kk": "Сот немесе", "ru": "Если суд", "en": "court or another authority"}
    known = {"kk": "тануы мүмкін", "ru": "может узнать", "en": "may recognise"}
    assert law[language] in told
    assert known[language] in told
    if wording is Wording.REPRESENTATIVE:  # DOMAIN C10
        assert "18" in told
        assert "5 " in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("stage", "wording"), every(*CHILDREN))
def test_a_child_of_twelve_can_read_it(language, stage, wording):
    form = read(language, stage, wording)
    lengths = [len(words_of(one)) for one in sentences(form)]
    assert max(lengths) <= MOST_WORDS + (3 if language == "en" else 0)  # articles and prepositions
    assert median(lengths) <= USUAL_WORDS + (2 if language == "en" else 0)
    told = [word.casefold() for one in sentences(form) for word in words_of(one)]
    assert [word for word in told if word.startswith(tuple(HARD[language].split()))] == []
    assert len(max(told, key=len)) <= LONGEST_WORD


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_child_learns_that_no_is_an_answer(language):
    for stage in Stage:
        told = " ".join(sentences(read(language, stage, Wording.CHILD)))
        for word in {
            "kk": ("«Жоқ» деуіңе болады", "сол сәтте жасырамыз", "18-ге", "танып қоюы"),
            "ru": ("можно сказать «нет»", "сразу спрячем", "18", "может узнать"),
            "en": ("you can say no", "hide the recording at once", "18", "know your voice"),
        }[language]:
            assert word in told, (stage, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_panel_of_the_picture_version_has_its_picture(language):
    for stage in Stage:
        form = read(language, stage, Wording.PICTURES)
        names = {panel.name for panel in form.panels} | {"yes", "no"}
        for question in form.questions:
            names |= set(question.options) or {question.name}
        for name in names:
            drawn = picture("1", name)
            assert drawn.startswith("<svg "), name
            assert "href" not in drawn, name
            assert "<script" not in drawn, name


def test_an_operator_may_be_called_anything():
    form = document("1", "kk", Stage.BEFORE, Wording.ADULT, "{0} {operator!r} #strong[x]")
    assert "{0} {operator!r} #strong[x]" in form.parts[0].text[0]


@pytest.mark.parametrize(("version", "language"), [("2", "kk"), ("../1", "kk"), ("1", "de")])
def test_there_are_no_other_versions_and_languages(version, language):
    with pytest.raises(KeyError):
        document(version, language, Stage.BEFORE, Wording.ADULT, OPERATOR)
