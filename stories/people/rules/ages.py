"""Who is a child on a day, and who may speak for one (DOMAIN C4)."""

import uuid
from datetime import date
from functools import lru_cache

from stories.people.models import Generation
from stories.people.rules.facts import Voice

ADULT = 18
NEWCOMER = uuid.UUID(int=0)  # somebody who has no row yet
OLDEST = 115  # years; longer lives are slips of the hand


def came_of_age_on(voice: Voice) -> date | None:
    """The day the person turns 18, at the latest the birth year allows; None if unknown."""
    return _came_of_age_on(voice.birth_date, voice.birth_year)


@lru_cache(maxsize=2_000)  # a decision about one person asks for it a dozen times
def _came_of_age_on(birth_date: date | None, birth_year: int | None) -> date | None:
    if birth_date:
        # A birthday on 29 February is kept on 1 March.
        leap = (birth_date.month, birth_date.day) == (2, 29)
        year = birth_date.year + ADULT
        return date(year, 3, 1) if leap else birth_date.replace(year=year)
    return date(birth_year + ADULT + 1, 1, 1) if birth_year else None


def is_child(voice: Voice, on: date) -> bool:
    """Under 18 on that day; an unknown birth counts as a child (DOMAIN C4)."""
    adult_on = came_of_age_on(voice)
    return adult_on is None or on < adult_on


def may_represent(generation: Generation, voice: Voice, on: date) -> bool:
    """Whether somebody may speak for a child; of a representative an unknown birth is no bar."""
    unknown = came_of_age_on(voice) is None
    return generation is Generation.REPRESENTATIVE if unknown else not is_child(voice, on)


def needs_pseudonym(
    generation: Generation, birth_year: int | None, birth_date: date | None, on: date
) -> bool:
    """Whether somebody goes by a pseudonym in whatever leaves the team (DOMAIN P1)."""
    newcomer = Voice(NEWCOMER, birth_year, birth_date)
    return generation is not Generation.REPRESENTATIVE and is_child(newcomer, on)


def born_plausibly(birth_year: int | None, birth_date: date | None, on: date) -> bool:
    """Whether a birth is not to come, not too long ago, and of one year."""
    years = {birth_year, birth_date.year if birth_date else None} - {None}
    if birth_date and birth_date > on:
        return False
    return len(years) <= 1 and all(
        on.year - OLDEST <= year <= on.year for year in years if year is not None
    )
