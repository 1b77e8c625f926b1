"""Asking for care of the originals."""

from stories.archive.rules import CHECK
from stories.foundation import audit, work
from stories.foundation.access import Actor, Role


def ask_fixity_check(actor: Actor) -> int:
    """Have every master of the actor's organisations compared; returns how many were asked."""
    places = actor.organisations(Role.CURATOR, Role.ADMIN)
    for organisation_id in places:
        work.ask_for(CHECK, organisation_id)
    audit.record(actor, "archive.fixity_asked", detail={"organisations": len(places)})
    return len(places)
