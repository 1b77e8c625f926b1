"""Tables of the room: people, who stands beside whom, and agreements."""

from stories.people.models.agreement import (
    Agreement,
    Audience,
    Evidence,
    Naming,
    Outcome,
    Stage,
    Use,
)
from stories.people.models.person import (
    DoNotPair,
    Generation,
    Person,
    Readiness,
    Representation,
)

__all__ = [
    "Agreement",
    "Audience",
    "DoNotPair",
    "Evidence",
    "Generation",
    "Naming",
    "Outcome",
    "Person",
    "Readiness",
    "Representation",
    "Stage",
    "Use",
]
