"""Entering centres, changing and retiring them."""

import uuid

from stories.accounts.centres import queries
from stories.accounts.centres.regions import REGIONS
from stories.accounts.models import Centre
from stories.accounts.problems import NameTaken, NameTells, NoSuchRegion
from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.search import fold
from stories.foundation.telling import tells_too_much


def add_centre(actor: Actor, organisation_id: uuid.UUID, name: str, region: str) -> Centre:
    """Enter a centre; raises NameTaken, NameTells (DOMAIN P3) and NoSuchRegion."""
    row = Centre(organisation_id=organisation_id)
    require(actor, "accounts.manage", row)
    _name(row, name, region)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "accounts.centre_added", row)
    return row


def change_centre(actor: Actor, row: Centre, name: str, region: str) -> Centre:
    """Give a centre another name or region; raises as ``add_centre`` does."""
    require(actor, "accounts.manage", row)
    _name(row, name, region)
    db.session.flush()
    audit.record(actor, "accounts.centre_changed", row)
    return row


def retire_centre(actor: Actor, row: Centre, *, retired: bool) -> Centre:
    """Offer a centre no more, or again. Its people and sessions stay as they are."""
    require(actor, "accounts.manage", row)
    row.retired_at = (row.retired_at or now()) if retired else None
    db.session.flush()
    audit.record(actor, "accounts.centre_retired" if retired else "accounts.centre_back", row)
    return row


def _name(row: Centre, name: str, region: str) -> None:
    name = " ".join(name.split())
    if tells_too_much(name):
        raise NameTells
    if region not in REGIONS:
        raise NoSuchRegion
    if queries.name_taken(row.organisation_id, fold(name), row.id):
        raise NameTaken
    row.name, row.folded, row.region = name, fold(name), region
