"""Pure decisions about people: age, who may speak for whom, and what is permitted."""

from stories.people.rules.ages import (
    ADULT,
    OLDEST,
    born_plausibly,
    came_of_age_on,
    is_child,
    may_represent,
    needs_pseudonym,
)
from stories.people.rules.asking import Ask, Due, Review, Said, due_reviews, signers, to_ask
from stories.people.rules.codes import MOST, make_code, read_code, spaced
from stories.people.rules.facts import (
    EVERYTHING,
    NOTHING,
    ORDER,
    Agreed,
    Gap,
    Missing,
    Permission,
    Voice,
)
from stories.people.rules.permission import (
    FRESH_YEARS,
    IN_THE_ROOM,
    OUTSIDE,
    permitted,
)
from stories.people.rules.ties import other_side
from stories.people.rules.writing import (
    ONE_NAME,
    has_letter,
    letters,
    like_an_identity_number,
    tidy,
    unreadable,
)

__all__ = [
    "ADULT",
    "EVERYTHING",
    "FRESH_YEARS",
    "IN_THE_ROOM",
    "MOST",
    "NOTHING",
    "OLDEST",
    "ONE_NAME",
    "ORDER",
    "OUTSIDE",
    "Agreed",
    "Ask",
    "Due",
    "Gap",
    "Missing",
    "Permission",
    "Review",
    "Said",
    "Voice",
    "born_plausibly",
    "came_of_age_on",
    "due_reviews",
    "has_letter",
    "is_child",
    "letters",
    "like_an_identity_number",
    "make_code",
    "may_represent",
    "needs_pseudonym",
    "other_side",
    "permitted",
    "read_code",
    "signers",
    "spaced",
    "tidy",
    "to_ask",
    "unreadable",
]
