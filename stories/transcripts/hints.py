"""Names, places and words the machine is told to expect, for its ear alone.

Nothing of them is logged or kept beside a text: only how many there were (DOMAIN P1, X3).
"""

import re
from collections.abc import Iterable

from stories.media.models import Recording
from stories.people.queries import persons_by_ids
from stories.sessions.queries import audible_in
from stories.transcripts.wordlist.queries import words_of

ROOM = 120.0
"""Tokens of hints that Whisper's prompt holds (``MOST_HINT_TOKENS``)."""
RARE, USUAL, BETWEEN = 2.0, 0.9, 1.0
"""Tokens a letter takes at most: measured with the model's own on Kazakh and Russian words."""
KAZAKH = frozenset("әғқңөұүһі")
LEAST = 3
_WORD = re.compile(r"[^\W\d_]{4,}")


def hints_for(recording: Recording) -> tuple[str, ...]:
    """What this session's talk may be about, the most useful first, as much as a prompt holds."""
    session = recording.session
    heard = persons_by_ids(audible_in([session.id])[session.id]).values()
    narrators = {person.id for person in session.narrators}
    names = sorted(heard, key=lambda person: (person.id not in narrators, person.name))
    listed = [row.text for row in words_of(recording.organisation_id)]
    return chosen(
        [person.name for person in names],
        [session.place],
        _WORD.findall(session.theme),
        listed,
    )


def chosen(*groups: Iterable[str], room: float = ROOM) -> tuple[str, ...]:
    """Each hint once, group after group, as many whole ones as there is room for. Pure.

    Half of the room is left to what comes after the first group, so that a large circle of
    people does not crowd out an organisation's own words.
    """
    kept: dict[str, str] = {}
    left = room
    for place, group in enumerate(groups):
        least = room / 2 if place == 0 else 0.0
        for hint in (" ".join(found.split()) for found in group):
            taken = tokens_of(hint)
            if len(hint) < LEAST or hint.casefold() in kept or left - taken < least:
                continue
            kept[hint.casefold()] = hint
            left -= taken
    return tuple(kept.values())


def tokens_of(hint: str) -> float:
    """How much of a prompt a hint takes, rather too much than too little."""
    return BETWEEN + sum(RARE if sign in KAZAKH else USUAL for sign in hint.casefold())
