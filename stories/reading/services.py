"""Giving a family a link, taking it back, and letting the family in."""

from collections.abc import Iterable
from dataclasses import dataclass

from stories.accounts.ways import Words, knock, new_secrets, require_open
from stories.collections.models import Collection
from stories.foundation import audit
from stories.foundation.access import NOBODY, Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.moderation.models import Story
from stories.moderation.takedown.services import Asked, open_case
from stories.reading import queries
from stories.reading.models import ReadingLink

WORDS = Words("reading.pin_refused", "reading.link_guessed")


@dataclass(frozen=True)
class NewLink:
    """A link as it is told once: token and PIN are kept nowhere."""

    link: ReadingLink
    token: str
    pin: str


def give_link(actor: Actor, collection: Collection, label: str, days: int) -> NewLink:
    """Make a family's link to a collection, open for ``days`` (1 to 366)."""
    secrets = new_secrets()
    row = ReadingLink(
        organisation_id=collection.organisation_id,
        collection_id=collection.id,
        label=label.strip(),
        created_by=actor.id,
        **secrets.kept(days),
    )
    require(actor, "reading.manage_links", row)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "reading.link_given", row)
    return NewLink(row, secrets.token, secrets.pin)


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
    require_open(link)
    return link


def door(link: ReadingLink) -> str:
    """Under what name attempts at a link are counted."""
    return f"link:{link.id}"


def enter(link: ReadingLink, pin: str) -> bool:
    """Whether the PIN fits; a visit is counted, nothing about the visitor is kept."""
    return knock(link, door(link), pin, WORDS)


def ask_takedown(link: ReadingLink, stories: Iterable[Story], asked: Asked) -> str:
    """A family asks that stories be taken down; they are hidden at once (DOMAIN M6).

    ``stories`` stand behind the link; where none is named the link's organisation finds out which
    is meant. Where a child may be involved, nothing behind the link stays to be heard until then.
    Gives the code to follow the case by.
    """
    meant = list(stories)
    if not meant and asked.child:
        meant = queries.stories_behind(link)
    return open_case(NOBODY, [link.organisation_id], meant, asked)
