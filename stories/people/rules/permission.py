"""What everyone audible in a recording permits. Pure: no clock, no database (DOMAIN C1–C6).

``permitted`` is a meet: it can only narrow when somebody is added, an agreement is withdrawn
or a day passes. Whoever is missing permits nothing, and without the use ``record`` nothing else
is permitted either.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce

from stories.people.models import Audience, Naming, Stage, Use
from stories.people.rules.ages import came_of_age_on, is_child
from stories.people.rules.facts import ORDER, Agreed, Gap, Missing, Permission, Voice

FRESH_YEARS = 5  # a child's story needs fresh permission (DOMAIN C10)
NAMINGS = tuple(Naming)
IN_THE_ROOM = frozenset({Use.RECORD, Use.TRANSCRIBE, Use.TRANSLATE})
OUTSIDE = frozenset({Use.SHARE, Use.PUBLISH, Use.EXPORT})


def permitted(voices: Iterable[Voice], on: date) -> Permission:
    """The meet over everyone audible on a day; nobody audible permits nothing (DOMAIN C5)."""
    answers = [_voice_permits(voice, on) for voice in voices]
    if not answers:
        return Permission(frozenset(), Audience.PRIVATE, missing=(Missing(None, Gap.NOBODY),))
    return reduce(_meet, answers)


def _meet(one: Permission, other: Permission) -> Permission:
    return Permission(
        uses=one.uses & other.uses,
        audience=min(one.audience, other.audience, key=ORDER.index),
        naming=_meet_names(one.naming, other.naming),
        until=_sooner(one.until, other.until),
        missing=one.missing + other.missing,
    )


def _meet_names(
    one: Mapping[uuid.UUID, Naming], other: Mapping[uuid.UUID, Naming]
) -> dict[uuid.UUID, Naming]:
    both = {**one, **other}
    for person in one.keys() & other.keys():
        both[person] = min(one[person], other[person], key=NAMINGS.index)
    return both


def _sooner(one: date | None, other: date | None) -> date | None:
    ends = [day for day in (one, other) if day]
    return min(ends) if ends else None


def _voice_permits(voice: Voice, on: date) -> Permission:
    answer = _child_permits(voice, on) if is_child(voice, on) else _adult_permits(voice, on)
    if answer.missing and came_of_age_on(voice) is None:
        # They count as a child only because nobody wrote down when they were born.
        answer = _with_gap(answer, voice, Gap.BIRTH_UNKNOWN)
    if not voice.never_publish:
        return answer
    # «Do not publish even if anonymised» is a decision, and it wins (DOMAIN P2).
    inside = replace(answer, uses=answer.uses - OUTSIDE, audience=Audience.PRIVATE)
    return _with_gap(inside, voice, Gap.NEVER_PUBLISH)


def _adult_permits(voice: Voice, on: date) -> Permission:
    adult_since = came_of_age_on(voice) or on
    grown = [item for item in _own(voice) if _word_day(item) >= adult_since]
    # What was agreed in childhood has to be asked again (DOMAIN C10).
    asked_as_child = any(is_child(voice, item.given_on) for item in voice.agreements)
    gap = Gap.CAME_OF_AGE if asked_as_child else Gap.NO_AGREEMENT_BEFORE
    return _signer_permits(voice, grown, on, gap)


def _child_permits(voice: Voice, on: date) -> Permission:
    assent = _signer_permits(voice, _own(voice), on, Gap.NO_ASSENT)
    both = _meet(assent, _representatives_permit(voice, on))
    named = {who: min(how, Naming.PSEUDONYM, key=NAMINGS.index) for who, how in both.naming.items()}
    return replace(both, naming=named, until=_sooner(both.until, came_of_age_on(voice)))


def _representatives_permit(voice: Voice, on: date) -> Permission:
    # Nobody represents themselves: a child's own word is assent and never both (DOMAIN C4).
    others = voice.representatives - {voice.person_id}
    spoken: dict[uuid.UUID, list[Agreed]] = {}
    for item in voice.agreements:
        if item.signer_id in others:
            spoken.setdefault(item.signer_id, []).append(item)
    if not spoken:
        return _nothing(voice, Gap.NO_REPRESENTATIVE)
    # Every representative who has spoken counts: either refusal blocks.
    answers = (_signer_permits(voice, said, on, Gap.NO_REPRESENTATIVE) for said in spoken.values())
    return reduce(_meet, answers)


def _own(voice: Voice) -> list[Agreed]:
    return [item for item in voice.agreements if item.signer_id == voice.person_id]


def _signer_permits(voice: Voice, said: list[Agreed], on: date, if_missing: Gap) -> Permission:
    last_before = _last_word(said, Stage.BEFORE)
    before = _word_permits(voice, last_before, on, if_missing)
    if Use.RECORD not in before.uses:
        gap = before if before.missing else _nothing(voice, Gap.REFUSED)
        return replace(gap, uses=frozenset(), audience=Audience.PRIVATE)
    room = replace(before, uses=before.uses & IN_THE_ROOM, audience=Audience.PRIVATE)
    last_after = _last_word(said, Stage.AFTER)
    if last_after is None:
        return _with_gap(room, voice, Gap.NO_AGREEMENT_AFTER)
    after = _word_permits(voice, last_after, on, Gap.NO_AGREEMENT_AFTER)
    if after.missing:
        # What was given after the session and taken back, or has run out, hides everything.
        return after
    return _open_the_door(voice, room, after)


def _open_the_door(voice: Voice, room: Permission, after: Permission) -> Permission:
    # The first agreement opens the room; only the second opens the door outside (DOMAIN C1).
    outside = after.uses & OUTSIDE
    answer = replace(
        after,
        uses=room.uses | outside,
        audience=min(after.audience, _widest(outside), key=ORDER.index),
        until=_sooner(room.until, after.until),
    )
    return answer if outside else _with_gap(answer, voice, Gap.REFUSED)


def _widest(uses: frozenset[Use]) -> Audience:
    # An audience is no use: nothing is shared without «share», nor made public without «publish».
    if Use.SHARE not in uses:
        return Audience.PRIVATE
    return Audience.PUBLIC if Use.PUBLISH in uses else Audience.PROGRAMME


def _last_word(said: list[Agreed], stage: Stage) -> Agreed | None:
    # Giving and taking back are both words, and the last one counts: a withdrawal never falls
    # back to an earlier, wider agreement, nor leaves one standing that was given before it.
    words = sorted((item for item in said if item.stage is stage), key=_word_day)
    return words[-1] if words else None


def _word_day(agreed: Agreed) -> date:
    return max(agreed.given_on, agreed.withdrawn_on or agreed.given_on)


def _word_permits(voice: Voice, agreed: Agreed | None, on: date, if_missing: Gap) -> Permission:
    # A word that is dated in the future permits nothing yet, and hides the one before it.
    if agreed is None or agreed.given_on > on:
        return _nothing(voice, if_missing)
    if agreed.withdrawn_on:
        return _nothing(voice, Gap.WITHDRAWN)
    ends = _ends(voice, agreed)
    if ends and on >= ends:
        return _nothing(voice, Gap.EXPIRED)
    return Permission(agreed.uses, agreed.audience, {voice.person_id: agreed.naming}, ends)


def _ends(voice: Voice, agreed: Agreed) -> date | None:
    if not is_child(voice, agreed.given_on):
        return agreed.ends_on
    given = agreed.given_on
    leap = (given.month, given.day) == (2, 29)
    fresh_until = given.replace(year=given.year + FRESH_YEARS, day=28 if leap else given.day)
    return _sooner(agreed.ends_on, fresh_until)


def _nothing(voice: Voice, gap: Gap) -> Permission:
    named = {voice.person_id: Naming.ANONYMOUS}
    return Permission(frozenset(), Audience.PRIVATE, named, None, (Missing(voice.person_id, gap),))


def _with_gap(answer: Permission, voice: Voice, gap: Gap) -> Permission:
    return replace(answer, missing=(*answer.missing, Missing(voice.person_id, gap)))
