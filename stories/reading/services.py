"""Giving a family a link, taking it back, and letting the family in."""

import uuid
from dataclasses import dataclass

from stories.accounts import passphrases
from stories.collections.models import Collection
from stories.foundation import audit, pins
from stories.foundation.access import NOBODY, Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import Gone, NotFound
from stories.foundation.links import ends_at, hash_token, new_pin, new_token
from stories.moderation.models import Takedown
from stories.moderation.services import request_takedown
from stories.reading import queries
from stories.reading.models import ReadingLink
from stories.reading.rules import LinkState, link_state


@dataclass(frozen=True)
class NewLink:
    """A link as it is told once: token and PIN are kept nowhere."""

    link: ReadingLink
    token: str
    pin: str


def give_link(actor: Actor, collection: Collection, label: str, days: int) -> NewLink:
    """Make a family's link to a collection, open for ``days`` (1 to 366)."""
    token, pin = new_token(), new_pin()
    row = ReadingLink(
        organisation_id=collection.organisation_id,
        collection_id=collection.id,
        label=label.strip(),
        token_hash=hash_token(token),
        pin_hash=passphrases.digest(pin),
        expires_at=ends_at(now(), days),
        created_by=actor.id,
    )
    require(actor, "reading.manage_links", row)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "reading.link_given", row)
    return NewLink(row, token, pin)


def revoke_link(actor: Actor, link: ReadingLink) -> None:
    """Close a family's link for good; their next tap finds it gone."""
    require(actor, "reading.manage_links", link)
    if link.revoked_at is None:
        link.revoked_at = now()
        audit.record(actor, "reading.link_revoked", link)


def open_link(token: str) -> ReadingLink:
    """The link behind a token; raises NotFound, or Gone once it is closed."""
    link = queries.link_by_token(token)
    if link is None:
        raise NotFound
    if link_state(link.expires_at, link.revoked_at, now()) is not LinkState.OPEN:
        raise Gone(_gone_sentence())
    return link


def door(link: ReadingLink) -> str:
    """Under what name attempts at a link are counted."""
    return f"link:{link.id}"


def enter(link: ReadingLink, pin: str) -> bool:
    """Whether the PIN fits; a visit is counted, nothing about the visitor is kept.

    A link whose PIN was guessed at too often closes for good: whoever guesses has its address.
    """
    if not passphrases.fits(link.pin_hash, pin.strip()):
        audit.record(NOBODY, "reading.pin_refused", link)
        if pins.wrong(door(link)):
            link.revoked_at = now()
            audit.record(NOBODY, "reading.link_guessed", link)
        return False
    pins.right(door(link))
    link.opened += 1
    return True


def ask_takedown(link: ReadingLink, story_id: uuid.UUID, reason: str, contact: str) -> Takedown:
    """A family asks that a story be taken down; it is hidden at once (DOMAIN M6)."""
    story = queries.story_behind(link, story_id)
    return request_takedown(NOBODY, story, reason, contact)


def _gone_sentence() -> object:
    from flask_babel import gettext as _

    return _("This link is closed. Ask the person who gave it to you for a new one.")
