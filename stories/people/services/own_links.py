"""Giving somebody a link to what is theirs, closing it, and what they do behind it (X4, C8)."""

from dataclasses import dataclass

from stories.accounts.ways import Words, knock, new_secrets, require_open
from stories.foundation import audit
from stories.foundation.access import NOBODY, Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people import queries
from stories.people.models import Agreement, OwnLink, Person
from stories.people.services.agreements import take_back

WORDS = Words("people.pin_refused", "people.own_link_guessed")


@dataclass(frozen=True)
class NewOwnLink:
    """A link as it is told once: token and PIN are kept nowhere."""

    link: OwnLink
    token: str
    pin: str


def give_own_link(actor: Actor, person: Person, days: int) -> NewOwnLink:
    """Make somebody's link to what is theirs, open for ``days`` (1 to 366)."""
    require(actor, "people.give_link", person)
    secrets = new_secrets()
    row = OwnLink(
        organisation_id=person.organisation_id,
        person_id=person.id,
        created_by=actor.id,
        **secrets.kept(days),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "people.own_link_given", row)
    return NewOwnLink(row, secrets.token, secrets.pin)


def revoke_own_link(actor: Actor, link: OwnLink) -> None:
    """Close somebody's link for good; their next tap finds it gone."""
    require(actor, "people.give_link", link)
    if link.revoked_at is None:
        link.revoked_at = now()
        audit.record(actor, "people.own_link_revoked", link)


def open_own_link(token: str) -> OwnLink:
    """The link behind a token; raises NotFound, or Gone once it is closed."""
    link = queries.own_link_by_token(token)
    if link is None:
        raise NotFound
    require_open(link)
    return link


def own_door(link: OwnLink) -> str:
    """Under what name attempts at a link are counted."""
    return f"own:{link.id}"


def enter_own_link(link: OwnLink, pin: str) -> bool:
    """Whether the PIN fits; a visit is counted and noted, nothing about the phone is kept."""
    if not knock(link, own_door(link), pin, WORDS):
        return False
    audit.record(NOBODY, "people.own_link_opened", link)
    return True


def withdraw_by_link(link: OwnLink, agreement: Agreement) -> None:
    """Take back an answer the link's person gave; all that rested on it is hidden (DOMAIN C8).

    Raises NotFound for somebody else's answer, and AlreadyWithdrawn.
    """
    if agreement.signer_id != link.person_id:
        raise NotFound
    take_back(NOBODY, agreement, by_link=True)
