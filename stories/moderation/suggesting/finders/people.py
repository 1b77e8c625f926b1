"""Names of the people of a session in whatever form, in the spelling of either language. Pure."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from stories.moderation.suggesting.finders.forms import (
    is_everyday,
    is_form_of,
    is_listed,
    stems,
)
from stories.moderation.suggesting.finders.found import Found, Kind, Known
from stories.moderation.suggesting.finders.introducing import is_introduced
from stories.moderation.suggesting.finders.shorts import is_short_of
from stories.moderation.suggesting.finders.sounds import sounds_like
from stories.moderation.suggesting.finders.words import CALLED, Word
from stories.moderation.wording.dictionary import is_word

_LEAST: Final = 3
# How long a name has to be to be believed in small letters: one of our list, any other, one that
# only sounds so.
_LISTED, _UNLISTED, _SOUNDED = 4, 5, 6


def people_in(words: Sequence[Word], language: str, known: Iterable[Known]) -> Iterator[Found]:
    """Where somebody known is named; words of one name that follow each other are one place.

    A short form that may be of two people is found without saying whose it is.
    """
    everybody = [(one, _parts(one.name)) for one in known]
    whole = [
        found
        for one, parts in everybody
        for found in _together(_named(words, parts, language), words, one.person_id)
    ]
    yield from whole
    taken = {word.start for word in words for one in whole if one.start <= word.start < one.end}
    for at, word in enumerate(words):
        if word.start in taken:
            continue
        whose = {one for one, parts in everybody if _short(words, at, parts, language)}
        if whose:
            person = next(iter(whose)).person_id if len(whose) == 1 else None
            yield Found(word.start, word.end, Kind.PERSON, person)


def _parts(name: str) -> list[str]:
    """The words of a name by which it may be called; «ата» of «Сейітжан ата» is none."""
    parts = dict.fromkeys(name.replace("-", " ").split())
    return [one for one in parts if len(one) >= _LEAST and one.casefold() not in CALLED]


def _together(
    hits: list[Word], words: Sequence[Word], person_id: uuid.UUID | None
) -> Iterator[Found]:
    at = {word.start: place for place, word in enumerate(words)}
    run: list[Word] = []
    for word in hits:
        if run and at[word.start] != at[run[-1].start] + 1:
            yield Found(run[0].start, run[-1].end, Kind.PERSON, person_id)
            run = []
        run.append(word)
    if run:
        yield Found(run[0].start, run[-1].end, Kind.PERSON, person_id)


def _named(words: Sequence[Word], parts: list[str], language: str) -> list[Word]:
    return [
        word
        for at, word in enumerate(words)
        if any(_names(words, at, part, language) for part in parts)
    ]


def _names(words: Sequence[Word], at: int, part: str, language: str) -> bool:
    word = words[at]
    if is_form_of(word.folded, part, language):
        return word.capital or _is_sure(words, at, part, language)
    if not any(sounds_like(word.text, stem, ends) for stem, ends in stems(part, language)):
        return False
    # What only sounds like a name is none where it is a word, or a name of its own.
    if is_listed(word.text) or (language == "ru" and is_word(word.text.casefold())):
        return False
    return word.capital or (len(part) >= _SOUNDED and not is_everyday(part))


def _is_sure(words: Sequence[Word], at: int, part: str, language: str) -> bool:
    """Whether a form of a name in small letters names somebody."""
    if len(part) < (_LISTED if is_listed(part) else _UNLISTED):
        return False
    everyday = is_word(words[at].text) if language == "ru" else is_everyday(part)
    return not everyday or is_introduced(words, at, part)


def _short(words: Sequence[Word], at: int, parts: list[str], language: str) -> bool:
    called = at + 1 == len(words) or words[at + 1].start > words[at].end + 1
    return any(is_short_of(words[at], part, language, called=called) for part in parts)
