"""Everything found in a text, one suggestion for each place. Pure."""

from collections.abc import Iterable
from itertools import chain
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind, Known, Named
from stories.moderation.suggesting.finders.hard import hard_in
from stories.moderation.suggesting.finders.names import names_in
from stories.moderation.suggesting.finders.numbers import numbers_in
from stories.moderation.suggesting.finders.people import people_in
from stories.moderation.suggesting.finders.places import places_in
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
    words = words_of(text)
    sure = [
        *people_in(words, language, known),
        *numbers_in(text),
        *places_in(text, words, language),
    ]
    every = chain(sure, names_in(words, language, named, sure))
    kept: list[Found] = []
    for one in sorted(every, key=lambda found: (_RANK[found.kind], found.start - found.end)):
        if not any(one.overlaps(other) for other in kept):
            kept.append(one)
    return sorted([*kept, *hard_in(text, language)], key=lambda found: (found.start, found.end))
