"""Tables of the room: people, who stands beside whom, agreements, and the papers that show them."""

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
from stories.people.models.draft import ImportDraft
from stories.people.models.erasure import Erasure
from stories.people.models.merge import EarlierVoice, Merge
from stories.people.models.own_link import OwnLink
from stories.people.models.paper import EvidenceFile, EvidenceKind, PaperForm, Wording
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
    "EarlierVoice",
    "Erasure",
    "Evidence",
    "EvidenceFile",
    "EvidenceKind",
    "FactKind",
    "Generation",
    "IdentityCheck",
    "ImportDraft",
    "Interest",
    "Merge",
    "Naming",
    "Outcome",
    "OwnLink",
    "PaperForm",
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
    "Wording",
]
