"""What `make catalogues` lets pass, and what it refuses."""

import pytest
from babel.messages.catalog import Catalog

from tools.catalogue_rules import complaints

STORIES = ("%(num)d story", "%(num)d stories")


def catalogue(locale, *entries, flags=()):
    made = Catalog(locale=locale)
    for message, text in entries:
        made.add(message, text, flags=flags)
    return made


def refused(locale, message, text, flags=()):
    fresh = catalogue("en", (message, ""))
    return list(complaints(fresh, catalogue(locale, (message, text), flags=flags)))


@pytest.mark.parametrize(
    ("locale", "message", "text"),
    [
        ("kk", "Listen", "Тыңдау"),
        ("ru", "%(name)s was invited.", "Приглашение отправлено: %(name)s."),
        ("kk", STORIES, ("Бір әңгіме", "%(num)d әңгіме")),
        ("ru", STORIES, ("%(num)d история", "%(num)d истории", "%(num)d историй")),
    ],
)
def test_complete_entries_pass(locale, message, text):
    assert refused(locale, message, text) == []


@pytest.mark.parametrize(
    ("locale", "message", "text", "flaw"),
    [
        ("ru", "Listen", "", "empty"),
        ("ru", "Listen", "  ", "empty"),
        ("ru", STORIES, ("%(num)d история", "", "%(num)d историй"), "empty"),
        ("ru", STORIES, ("%(num)d история", "%(num)d историй"), "needs 3 plural forms"),
        ("ru", STORIES, ("Одна история", "%(num)d истории", "%(num)d историй"), "placeholders"),
        ("kk", "%(name)s was invited.", "Шақыру жіберілді.", "placeholders differ"),
        ("kk", "Hello, %(name)s.", "Сәлем, %(nam)s.", "placeholders differ"),
        ("kk", "Listen", " Тыңдау", "spaces at the ends differ"),
        ("ru", "Ask on %(day)s.", "Спросите %(day)s.", "a day would end in two dots"),
    ],
)
def test_flawed_entries_are_refused(locale, message, text, flaw):
    (line,) = refused(locale, message, text)
    assert line.startswith(flaw)


def test_guessed_entry_is_refused():
    assert refused("ru", "Listen", "Слушать", flags=("fuzzy",)) == ["fuzzy: 'Listen'"]


def test_missing_and_left_over_entries_are_refused():
    fresh = catalogue("en", ("Listen", ""))
    translated = catalogue("kk", ("Read", "Оқу"))
    assert list(complaints(fresh, translated)) == [
        "missing: 'Listen'",
        "not used any more: 'Read'",
    ]
