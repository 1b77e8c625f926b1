"""What everyone audible in a recording permits. Pure: no clock, no database (DOMAIN C1–C6, C9).

``permitted`` is a meet: it can only narrow when somebody is added, an agreement is withdrawn,
something is closed or a day passes. Whoever is missing permits nothing, and without the use
``record`` nothing else is permitted either.

Answers to the very same facts and day are kept in the process, and nowhere else: the facts are
gathered anew each time, and any other facts are another question.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache, reduce
from types import MappingProxyType

from stories.people.models import Naming
from stories.people.rules.facts import EVERYTHING, NOTHING, ORDER, Gap, Missing, Permission, Voice
from stories.people.rules.sayings import Say, closure, decisions, says_about, sooner

NAMINGS = tuple(Naming)
SAID_NO = frozenset({Gap.WITHDRAWN, Gap.REFUSED})
REMEMBERED = 2_000  # recordings, each with some kilobytes of facts
SILENCE = Say(None, replace(NOTHING, missing=(Missing(None, Gap.NOBODY),)))


def permitted(
    voices: Iterable[Voice],
    on: date,
    closed_until: date | None = None,
    decided: frozenset[Gap] = frozenset(),
) -> Permission:
    """The meet over everyone audible on a day; nobody audible permits nothing (DOMAIN C5).

    ``closed_until`` closes the recording itself, and ``decided`` is what was decided about it
    (kept back, restricted), whoever is heard in it.
    """
    return _permitted(tuple(voices), on, closed_until, decided)


@lru_cache(maxsize=REMEMBERED)
def _permitted(
    voices: tuple[Voice, ...], on: date, closed_until: date | None, decided: frozenset[Gap]
) -> Permission:
    return meet(say.permits for say in sayings(voices, on, closed_until, decided))


def forget() -> None:
    """Let go of every answer that is kept; for measuring, since no answer can be out of date."""
    _permitted.cache_clear()


def said_no(voice: Voice, on: date) -> bool:
    """Whether somebody ever said no about this very session, or says no now about every one."""
    words = [item for item in voice.agreements if item.says_no and not item.orphaned]
    about_this = any(not item.every_session for item in words)
    return about_this or any(item.gap in SAID_NO for item in permitted([voice], on).missing)


def sayings(
    voices: Iterable[Voice],
    on: date,
    closed_until: date | None = None,
    decided: frozenset[Gap] = frozenset(),
) -> tuple[Say, ...]:
    """Everything that has a say about a recording on a day."""
    entries = (entry for voice in voices for entry in (voice, *voice.earlier))
    about = tuple(say for entry in entries for say in says_about(entry, on)) or (SILENCE,)
    return (*about, *closure(closed_until, on), *decisions(decided))


def meet(permissions: Iterable[Permission]) -> Permission:
    """What all of them permit; for what is made of several recordings, too. None permits all."""
    listed = tuple(permissions)
    return Permission(
        uses=EVERYTHING.uses.intersection(*(item.uses for item in listed)),
        audience=min((item.audience for item in listed), key=ORDER.index, default=ORDER[-1]),
        naming=_meet_names(listed),
        until=reduce(sooner, (item.until for item in listed), None),
        missing=tuple(dict.fromkeys(lack for item in listed for lack in item.missing)),
        third_parties=all(item.third_parties for item in listed),
        cross_border=all(item.cross_border for item in listed),
    )


def _meet_names(permissions: Iterable[Permission]) -> Mapping[uuid.UUID, Naming]:
    named: dict[uuid.UUID, Naming] = {}
    for item in permissions:
        for who, how in item.naming.items():
            named[who] = min(named.get(who, how), how, key=NAMINGS.index)
    return MappingProxyType(named)  # an answer that is kept is nobody's to change
