"""Pure decisions about people: age, who may speak for whom, and what is permitted."""

from stories.people.rules.ages import (
    ADULT,
    came_of_age_on,
    is_child,
    may_represent,
)
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

__all__ = [
    "ADULT",
    "EVERYTHING",
    "FRESH_YEARS",
    "IN_THE_ROOM",
    "NOTHING",
    "ORDER",
    "OUTSIDE",
    "Agreed",
    "Gap",
    "Missing",
    "Permission",
    "Voice",
    "came_of_age_on",
    "is_child",
    "may_represent",
    "permitted",
]
