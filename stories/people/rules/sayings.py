"""Whose word counts about a person, and what each of them says on a day (DOMAIN C1–C6, C9, P2).

Everything that narrows is one ``Say``: a signature, a decision, an age. Whatever is permitted is
permitted by all of them, so an answer can always be taken apart again and explained.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from stories.people.models import Audience, Naming, Stage, Use
from stories.people.rules.ages import came_of_age_on, is_child
from stories.people.rules.facts import (
    EVERYTHING,
    IN_THE_ROOM,
    INSIDE,
    NOTHING,
    ORDER,
    OUTSIDE,
    Agreed,
    Gap,
    Missing,
    Permission,
    Voice,
)
from stories.people.rules.orphans import unanswered

FRESH_YEARS = 5  # a child's story needs fresh permission (DOMAIN C10)


@dataclass(frozen=True)
class Say:
    """What one word or decision about a person lets through, and the agreements it rests on."""

    person_id: uuid.UUID | None
    permits: Permission
    grounds: tuple[Agreed, ...] = ()


def says_about(voice: Voice, on: date) -> tuple[Say, ...]:
    """Every word and decision about somebody on a day; what they permit is the meet of all."""
    spoken = tuple(_child_says(voice, on) if is_child(voice, on) else _adult_says(voice, on))
    silent = any(say.permits.missing for say in spoken)
    return (*spoken, *_decided(voice, on, silent=silent))


def closure(until: date | None, on: date, person_id: uuid.UUID | None = None) -> Iterator[Say]:
    """A closure keeps everything inside; when its day has come somebody looks first (DOMAIN C9)."""
    if until is not None:
        gap = Gap.CLOSED if on < until else Gap.CLOSURE_OVER
        yield Say(person_id, replace(INSIDE, missing=(Missing(person_id, gap),)))


def decisions(decided: Iterable[Gap]) -> Iterator[Say]:
    """What was decided about the recording itself, whoever is heard in it.

    Kept back, it never leaves the team; restricted, it is open to the safeguarding lead alone.
    """
    for gap in sorted(decided):
        permits = NOTHING if gap is Gap.RESTRICTED else INSIDE
        yield Say(None, replace(permits, missing=(Missing(None, gap),)))


def _decided(voice: Voice, on: date, *, silent: bool) -> Iterator[Say]:
    who = voice.person_id
    if silent and came_of_age_on(voice) is None:
        # They count as a child only because nobody wrote down when they were born.
        unknown = Missing(who, Gap.BIRTH_UNKNOWN)
        yield Say(who, replace(EVERYTHING, missing=(unknown,)))
    if voice.never_publish:
        # «Do not publish even if anonymised» is a decision, and it wins (DOMAIN P2).
        yield Say(who, replace(INSIDE, missing=(Missing(who, Gap.NEVER_PUBLISH),)))
    yield from closure(voice.closed_until, on, who)


def _adult_says(voice: Voice, on: date) -> Iterator[Say]:
    adult_since = came_of_age_on(voice) or on
    # A no that was said for them stands until they speak themselves: correcting a year of birth
    # takes no withdrawal back (DOMAIN C8).
    grown = [
        item
        for item in voice.agreements
        if item.spoken_on >= adult_since
        and (item.signer_id == voice.person_id or item.says_no)
        and not item.orphaned
    ]
    # What was agreed in childhood has to be asked again (DOMAIN C10).
    asked_as_child = any(is_child(voice, item.given_on) for item in voice.agreements)
    gap = Gap.CAME_OF_AGE if asked_as_child else Gap.NO_AGREEMENT_BEFORE
    yield from _signer_says(voice, voice.person_id, grown, on, gap)


def _child_says(voice: Voice, on: date) -> Iterator[Say]:
    who = voice.person_id
    own = [item for item in voice.agreements if item.signer_id == who]
    yield from _signer_says(voice, who, own, on, Gap.NO_ASSENT)
    # Nobody represents themselves: a child's own word is assent and never both (DOMAIN C4).
    others = (item for item in voice.agreements if item.signer_id != who and not item.orphaned)
    spoken = _by_signer(others)
    if not spoken.keys() & voice.representatives or unanswered(voice):
        yield _nothing(voice, Gap.NO_REPRESENTATIVE)
    # Every representative who has spoken counts: either refusal blocks. A no stands even if its
    # speaker represents the child no longer.
    for signer, said in spoken.items():
        if signer in voice.representatives or _ended_with_no(said):
            yield from _signer_says(voice, signer, said, on, Gap.NO_REPRESENTATIVE)
    yield Say(who, replace(EVERYTHING, naming={who: Naming.PSEUDONYM}, until=came_of_age_on(voice)))


def _by_signer(agreements: Iterable[Agreed]) -> dict[uuid.UUID, list[Agreed]]:
    found: dict[uuid.UUID, list[Agreed]] = {}
    for item in agreements:
        found.setdefault(item.signer_id, []).append(item)
    return found


def _ended_with_no(said: list[Agreed]) -> bool:
    last = (_last_word(said, stage) for stage in Stage)
    return any(item is not None and item.says_no for item in last)


def _signer_says(
    voice: Voice, signer: uuid.UUID, said: list[Agreed], on: date, if_missing: Gap
) -> Iterator[Say]:
    before, after = _last_word(said, Stage.BEFORE), _last_word(said, Stage.AFTER)
    gap = _gap(voice, before, on, if_missing)
    if gap is None and before is not None and Use.RECORD not in before.uses:
        gap = Gap.REFUSED
    if before is None or gap is not None:
        yield _nothing(voice, gap or if_missing, signer, before)
    elif after is None:
        yield _inside(voice, before)
    else:
        yield _second_word(voice, signer, before, after, on)
        # A no is said on top of what stood before it, and lifts no withdrawal, end or name of it.
        rest = [item for item in said if item is not after]
        if after.says_no and _last_word(rest, Stage.AFTER):
            yield from _signer_says(voice, signer, rest, on, if_missing)


def _second_word(voice: Voice, signer: uuid.UUID, before: Agreed, after: Agreed, on: date) -> Say:
    gap = _gap(voice, after, on, Gap.NO_AGREEMENT_AFTER)
    if gap is not None:
        # What was given after the session and taken back, or has run out, hides everything.
        return _nothing(voice, gap, signer, after)
    return _open_the_door(voice, before, after)


def _inside(voice: Voice, before: Agreed) -> Say:
    who = voice.person_id
    silence = Missing(who, Gap.NO_AGREEMENT_AFTER, before.signer_id)
    permits = Permission(
        before.uses & IN_THE_ROOM,
        Audience.PRIVATE,
        {who: before.naming},
        _ends(voice, before),
        (silence,),
    )
    return Say(who, permits, (before,))


def _open_the_door(voice: Voice, before: Agreed, after: Agreed) -> Say:
    # The first agreement opens the room; only the second opens the door outside (DOMAIN C1).
    who, outside = voice.person_id, after.uses & OUTSIDE
    permits = Permission(
        before.uses & IN_THE_ROOM | outside,
        min(after.audience, _widest(outside), key=ORDER.index),
        {who: (before if after.says_no else after).naming},  # a no asks for no name
        sooner(_ends(voice, before), _ends(voice, after)),
        () if outside else (Missing(who, Gap.REFUSED, after.signer_id, after),),
        third_parties=after.third_parties and Use.EXPORT in outside,
        cross_border=after.cross_border and Use.EXPORT in outside,
    )
    return Say(who, permits, (before, after))


def _widest(uses: frozenset[Use]) -> Audience:
    # An audience is no use: nothing is shared without «share», nor made public without «publish».
    if Use.SHARE not in uses:
        return Audience.PRIVATE
    return Audience.PUBLIC if Use.PUBLISH in uses else Audience.PROGRAMME


def _last_word(said: list[Agreed], stage: Stage) -> Agreed | None:
    # The last word counts: a withdrawal never falls back to an earlier, wider agreement, nor
    # leaves one standing that was given before it.
    words = [item for item in said if item.stage is stage]
    if len(words) <= 1:
        return words[0] if words else None
    words.sort(key=lambda item: item.spoken_on)
    about_this = [item for item in words if not item.every_session]
    if about_this and about_this[-1].says_no:
        return about_this[-1]  # a yes to all sessions takes back no word about this one
    return words[-1]


def _gap(voice: Voice, agreed: Agreed | None, on: date, if_missing: Gap) -> Gap | None:
    # A word that is dated in the future permits nothing yet, and hides the one before it.
    if agreed is None or agreed.given_on > on:
        return if_missing
    if agreed.withdrawn_on:
        return Gap.WITHDRAWN
    ends = _ends(voice, agreed)
    return Gap.EXPIRED if ends and on >= ends else None


def _ends(voice: Voice, agreed: Agreed) -> date | None:
    if not is_child(voice, agreed.given_on):
        return agreed.ends_on
    return sooner(agreed.ends_on, _fresh_until(agreed.given_on))


@lru_cache(maxsize=2_000)  # asked for each word about each child in a list
def _fresh_until(given: date) -> date:
    leap = (given.month, given.day) == (2, 29)
    return given.replace(year=given.year + FRESH_YEARS, day=28 if leap else given.day)


def sooner(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends; None never ends."""
    return min(one, other) if one and other else one or other


def _nothing(
    voice: Voice, gap: Gap, signer: uuid.UUID | None = None, agreed: Agreed | None = None
) -> Say:
    who = voice.person_id
    missing = (Missing(who, gap, signer, agreed),)
    return Say(who, replace(NOTHING, naming={who: Naming.ANONYMOUS}, missing=missing))
