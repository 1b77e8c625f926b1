"""Giving a narrator a link to what they told, closing it, and letting them in (X4, C12)."""

from dataclasses import dataclass

from stories.accounts.ways import Secrets, Words, knock, new_secrets, require_open
from stories.foundation import audit
from stories.foundation.access import NOBODY, Actor, require
from stories.foundation.clock import now, today
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.media import consent
from stories.media.models import Recording
from stories.people.models import Person
from stories.people.rules import needs_pseudonym
from stories.people.services import signers_of
from stories.transcripts.voices import people_in
from stories.translations.narrator import queries
from stories.translations.narrator.errors import NotAsked, NothingOpen
from stories.translations.narrator.models import NarratorLink

WORDS = Words("narrator.pin_refused", "narrator.link_guessed")


@dataclass(frozen=True)
class NewLink:
    """A link as it is told once: token and PIN are kept nowhere."""

    link: NarratorLink
    secrets: Secrets


def may_be_asked(recording: Recording) -> dict[Person, list[Person]]:
    """Whoever is heard, each with those who look together with them: a child needs somebody."""
    return {person: _beside(person) for person in people_in(recording) if not person.erased_at}


def _beside(person: Person) -> list[Person]:
    child = needs_pseudonym(person.generation, person.birth_year, person.birth_date, today())
    if not child:
        return []
    return [other for other in signers_of(person).values() if other.id != person.id]


def is_child(person: Person) -> bool:
    """Whether somebody has to look together with them."""
    return needs_pseudonym(person.generation, person.birth_year, person.birth_date, today())


def give_link(
    actor: Actor, recording: Recording, person: Person, beside: Person | None, days: int
) -> NewLink:
    """Make a link for one person and one recording, open for ``days``.

    A child looks together with whoever speaks for it (C4). Raises NotAsked, or NothingOpen while
    not everybody in the recording agrees.
    """
    require(actor, queries.ASK, recording)
    asked = may_be_asked(recording)
    if person not in asked or (is_child(person) != (beside is not None)):
        raise NotAsked
    if beside is not None and beside not in asked[person]:
        raise NotAsked
    if not consent.is_open(recording):
        raise NothingOpen
    secrets = new_secrets()
    row = NarratorLink(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        person_id=person.id,
        with_id=beside.id if beside else None,
        created_by=actor.id,
        **secrets.kept(days),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "narrator.link_given", row)
    return NewLink(row, secrets)


def revoke_link(actor: Actor, link: NarratorLink) -> None:
    """Close a link for good; the next tap finds it gone. What was answered stays."""
    require(actor, queries.ASK, link)
    if link.revoked_at is None:
        link.revoked_at = now()
        audit.record(actor, "narrator.link_revoked", link)


def open_link(token: str) -> NarratorLink:
    """The link behind a token; raises NotFound, Gone once it is closed, or NothingOpen (C8)."""
    link = queries.link_by_token(token)
    if link is None:
        raise NotFound
    require_open(link)
    if not consent.is_open(link.recording):
        raise NothingOpen
    return link


def door(link: NarratorLink) -> str:
    """Under what name attempts at a link are counted."""
    return f"narrator:{link.id}"


def enter(link: NarratorLink, pin: str) -> bool:
    """Whether the PIN fits; a visit is counted and noted, nothing about the phone is kept."""
    if not knock(link, door(link), pin, WORDS):
        return False
    audit.record(NOBODY, "narrator.link_opened", link)
    return True
