"""Everything found in a text, one suggestion for each place. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind, Known, Named
from stories.moderation.suggesting.finders.hard import hard_in
from stories.moderation.suggesting.finders.made import made_in
from stories.moderation.suggesting.finders.names import names_in
from stories.moderation.suggesting.finders.numbers import numbers_in
from stories.moderation.suggesting.finders.people import people_in
from stories.moderation.suggesting.finders.places import places_in
from stories.moderation.suggesting.finders.spoken import spoken_in
from stories.moderation.suggesting.finders.told_places import by_words_around, called_in
from stories.moderation.suggesting.finders.words import words_of

_RANK: Final = {kind: place for place, kind in enumerate(Kind)}


def find(
    text: str, language: str, known: Iterable[Known] = (), named: Iterable[Named] = ()
) -> list[Found]:
    """What a reviewer may want to hide in a text, in its order; ``language`` is kk or ru.

    ``known`` are the people of the session and those close to them; ``named`` is what a reader of
    names (``natasha.named_in``) took for one. Where two finds share letters the kind that stands
    first in ``Kind`` wins, then the longer. Another language: nothing is found.
    """
    if language not in {"kk", "ru"}:
        return []
    words, named = words_of(text), list(named)
    sure = [
        *people_in(words, language, known),
        *numbers_in(text),
        *spoken_in(text, words, language),
        *places_in(text, words, language),
        *made_in(words, language),
        *called_in(text, language),
    ]
    sure = [*sure, *by_words_around(words, language, named, sure)]
    every = chain(sure, names_in(words, language, named, sure))
    kept: list[Found] = []
    for found in sorted(every, key=lambda found: (_RANK[found.kind], found.start - found.end)):
        one = _beside(found, kept, text)
        if one and not any(one.overlaps(other) for other in kept):
            kept.append(one)
    return sorted([*kept, *hard_in(text, language)], key=lambda found: (found.start, found.end))


def _beside(one: Found, kept: Sequence[Found], text: str) -> Found | None:
    """What is left of a find behind those that begin it: «Ұлжанмен Абай атындағы мектепте»."""
    starts = [other.end for other in kept if other.start <= one.start < other.end]
    start = max(starts, default=one.start)
    start += len(text[start : one.end]) - len(text[start : one.end].lstrip()) if starts else 0
    if starts and not any(letter.isupper() for letter in text[start : one.end]):
        return None
    return replace(one, start=start)
