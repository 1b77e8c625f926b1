"""The catalogues themselves: whole, in one script a word, and counting as each language counts."""

import io
import re
from datetime import date

import pytest
from babel.messages.mofile import write_mo
from babel.support import Translations
from flask_babel import force_locale

from stories.foundation.i18n import day, weekday_short
from tools.catalogue_rules import complaints
from tools.catalogues import LOCALES, TRANSLATED, collect, po_of, read

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
KAZAKH_ALONE = re.compile("[әғқңөұүһі]", re.IGNORECASE)
FOREIGN_QUOTES = re.compile('["“”„]')
MINUTES = ("%(num)d minute", "%(num)d minutes")
STORIES = ("%(num)d story", "%(num)d stories")
COUNTED = [
    ("kk", MINUTES, {1: "1 минут", 2: "2 минут"}),
    ("kk", STORIES, {1: "1 әңгіме", 2: "2 әңгіме"}),
    ("ru", MINUTES, {1: "1 минута", 2: "2 минуты", 5: "5 минут", 21: "21 минута"}),
    ("ru", STORIES, {1: "1 история", 2: "2 истории", 5: "5 историй", 21: "21 история"}),
    ("en", STORIES, {1: "1 story", 2: "2 stories"}),
]


def catalogue(locale):
    return read(po_of(locale), locale)


def forms(message):
    text = message.string
    return (text,) if isinstance(text, str) else tuple(text or ())


def texts(locale):
    return [form for message in catalogue(locale) if message.id for form in forms(message)]


def words(text):
    return PLACEHOLDER.sub(" ", text)


@pytest.fixture(scope="module")
def fresh():
    return collect()


@pytest.fixture(scope="module")
def spoken():
    """Each language's translations as the programme reads them."""
    found = {}
    for locale in LOCALES:
        file = io.BytesIO()
        write_mo(file, catalogue(locale))
        file.seek(0)
        found[locale] = Translations(file)
    return found


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_text_is_there_with_its_placeholders(fresh, locale):
    assert list(complaints(fresh, catalogue(locale))) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_guessed(locale):
    assert [message.id for message in catalogue(locale) if message.id and message.fuzzy] == []


def test_english_stands_in_the_code(fresh):
    english = catalogue("en")
    assert {message.id for message in english} == {message.id for message in fresh}
    assert [form for form in texts("en") if form] == []


def test_components_are_collected_too(fresh):
    assert fresh.get("Next page")


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_word_mixes_latin_and_cyrillic_letters(locale):
    assert [text for text in texts(locale) if MIXED.search(words(text))] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_english_is_left_where_there_are_words(locale):
    left = [
        text
        for message in catalogue(locale)
        if message.id
        for text in forms(message)
        if re.search("[A-Za-z]{3}", words(text)) and not re.search("[Ѐ-ӿ]", text)
    ]
    assert left == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_quotes_are_those_of_the_language(locale):
    assert [text for text in texts(locale) if FOREIGN_QUOTES.search(text)] == []


def test_no_kazakh_letters_slipped_into_russian():
    assert [text for text in texts("ru") if KAZAKH_ALONE.search(text)] == []


@pytest.mark.parametrize(("locale", "message", "told"), COUNTED)
def test_plurals(spoken, locale, message, told):
    found = {count: spoken[locale].ungettext(*message, count) % {"num": count} for count in told}
    assert found == told


@pytest.mark.parametrize("locale", TRANSLATED)
@pytest.mark.parametrize("count", [1, 2, 5, 21])
def test_every_plural_can_be_filled_in(spoken, locale, count):
    for message in catalogue(locale):
        if not message.pluralizable:
            continue
        names = set(re.findall(r"%\((\w+)\)[sd]", message.id[1]))
        told = spoken[locale].ungettext(*message.id, count) % dict.fromkeys(names, count)
        assert told.strip()
        assert "%(" not in told


@pytest.mark.parametrize(
    ("locale", "long", "short"),
    [
        ("kk", "2026 ж. 23 қараша", "Дс"),
        ("ru", "23 ноября 2026 г.", "Пн"),
        ("en", "November 23, 2026", "Mon"),
    ],
)
def test_dates(app, locale, long, short):
    monday = date(2026, 11, 23)
    with app.test_request_context(), force_locale(locale):
        assert " ".join(day(monday).split()) == long
        assert weekday_short(monday) == short
