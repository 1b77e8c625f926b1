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
from stories.people.models.apart import FactKind, IdentityCheck, RestrictedFact
from stories.people.models.beside import DoNotPair, Relation, Representation, Tie
from stories.people.models.person import (
    AccessNeed,
    Generation,
    Interest,
    Person,
    Readiness,
    Way,
    WayKind,
)

__all__ = [
    "AccessNeed",
    "Agreement",
    "Audience",
    "DoNotPair",
    "Evidence",
    "FactKind",
    "Generation",
    "IdentityCheck",
    "Interest",
    "Naming",
    "Outcome",
    "Person",
    "Readiness",
    "Relation",
    "Representation",
    "RestrictedFact",
    "Stage",
    "Tie",
    "Use",
    "Way",
    "WayKind",
]
