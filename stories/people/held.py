"""What this room keeps about somebody, told to whoever may ask (see ``foundation.holdings``)."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.foundation.holdings import Holding, Said, facts_of
from stories.foundation.hours_words import hours_words
from stories.foundation.i18n import day, day_clock
from stories.foundation.mail.models import OutboxLetter
from stories.foundation.mail.outbox import letters_to
from stories.people import queries
from stories.people.models import (
    Agreement,
    Erasure,
    IdentityCheck,
    Merge,
    Outcome,
    OwnLink,
    PaperForm,
    Person,
    RestrictedFact,
    Stage,
    Use,
)
from stories.people.words import (
    AUDIENCES,
    EVIDENCES,
    GENERATIONS,
    NAMINGS,
    OUTCOMES,
    READINESS,
    STAGES,
    USES_SHORT,
    language_name,
    languages_in_a_row,
)

TABLES = (
    "people",
    "identity_checks",
    "relations",
    "representations",
    "do_not_pair",
    "agreements",
    "erasures",
    "evidence_files",
    "paper_forms",
    "own_links",
    "outbox",
    "restricted_facts",
    "merges",
    "earlier_voices",
)
INNER = ("id", "organisation_id", "revision", "folded_name", "folded_pseudonym")
OTHERS = (
    "organisation_id",
    "person_id",
    "signer_id",
    "recorded_by",
    "created_by",
    "witness",
    "paper_id",
)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """The person, who stands beside them (without names), their agreements, their links."""
    row = queries.persons_by_ids([person_id]).get(person_id)
    if row is None:
        return
    yield _person(row)
    yield from map(_identity, queries.identity_seen(row.id))
    for tie in queries.relations_about(row.id):
        title = _("A tie to somebody else")
        yield Holding("people", "relations", tie.id, title, shared=True)
    for link in queries.representations_of(row.id):
        title = _("A link between a child and a legal representative")
        yield Holding("people", "representations", link.id, title, shared=True)
    for pair, _other in queries.kept_apart_from(row.id):
        title = _("One person with whom no session is planned together")
        yield Holding("people", "do_not_pair", pair.id, title, shared=True)
    for given in queries.agreements_about(row.id):
        yield _agreement(given, mine=given.signer_id == row.id)
    yield from map(_paper, queries.papers_about(row.id))
    yield from map(_own_link, queries.own_links_of([row.id]))
    yield from map(_letter, letters_to(row.id))
    yield from map(_erasure, queries.erasures_of(row.id))
    yield from map(_restricted, queries.facts_kept_apart(row.id))
    yield from map(_merge, queries.merges_into(row.id))
    for earlier in queries.earlier_of([row.id])[row.id]:
        title = _("What one of two merged entries had permitted")
        facts = facts_of(earlier, "id", "merge_id", "representatives", *OTHERS)
        yield Holding("people", "earlier_voices", earlier.id, title, facts=facts)


def _person(row: Person) -> Holding:
    born = day(row.birth_date) if row.birth_date else str(row.birth_year or "")
    pairs = (
        (_("Name"), row.name),
        (_("Pseudonym"), row.pseudonym),
        (_("Who is it?"), str(GENERATIONS[row.generation])),
        (_("Born"), born),
        (_("Languages"), languages_in_a_row(map(language_name, row.languages))),
        (_("Needs an interpreter"), _("yes") if row.needs_interpreter else ""),
        (_("Region"), row.region),
        (_("Centre"), row.centre.name if row.centre else ""),
        (_("How to reach them"), ", ".join(way.value for way in row.reached_by)),
        (_("When to reach them, and how"), row.reach_note),
        (_("Free hours"), "" if row.free is None else hours_words(row.free)),
        (_("What they need to take part"), row.access_note),
        (_("Taking part"), str(READINESS[row.readiness])),
        (_("Never publish"), _("yes") if row.never_publish else ""),
        (_("Entered on"), day(row.created_at)),
    )
    facts = facts_of(row, *INNER)
    return Holding("people", "people", row.id, _("Particulars"), _filled(*pairs), facts)


def _filled(*pairs: tuple[str, str | None]) -> Said:
    return tuple((name, value) for name, value in pairs if value)


def _agreement(row: Agreement, *, mine: bool) -> Holding:
    # What was said with a withdrawal belongs to whoever said it.
    after = row.stage is Stage.AFTER
    uses = ", ".join(str(USES_SHORT[use]) for use in Use if use.value in row.uses)
    pairs = (
        (_("Day of the answer"), day(row.given_at)),
        (_("Agreed to"), uses or _("none of this")),
        (_("For whom"), str(AUDIENCES[row.audience]) if after else ""),
        (_("Named"), str(NAMINGS[row.naming]) if after else ""),
        (_("Ends"), day(row.ends_on) if row.ends_on else ""),
        (_("Shown by"), str(EVIDENCES[row.evidence])),
        (_("Kept by"), row.operator_name),
        (_("Withdrawn"), day_clock(row.withdrawn_at) if row.withdrawn_at else ""),
        (_("What they asked for"), row.withdrawal_note if mine else ""),
        (_("Outcome"), str(OUTCOMES[row.outcome]) if row.outcome else ""),
    )
    facts = facts_of(row, "id", *OTHERS, *(() if mine else ("withdrawal_note",)))
    title = f"{STAGES[row.stage]}, {day(row.given_at)}"
    files = tuple(key for item in row.files for key in (item.key, item.shown_key) if key)
    both = row.person_id != row.signer_id
    return Holding("agreements", "agreements", row.id, title, _filled(*pairs), facts, files, both)


def _paper(row: PaperForm) -> Holding:
    said = ((_("Printed on"), day(row.printed_at)),)
    facts = {"printed_at": row.printed_at.isoformat()}
    title = _("A printed form with a code")
    return Holding("agreements", "paper_forms", row.id, title, said, facts)


def _own_link(row: OwnLink) -> Holding:
    said = (
        (_("Given on"), day(row.created_at)),
        (_("Open until"), day(row.revoked_at or row.expires_at)),
        (_("Times opened"), str(row.opened)),
    )
    facts = facts_of(row, "id", "token_hash", "pin_hash", *OTHERS)
    return Holding("links", "own_links", row.id, _("A link to this person’s own page"), said, facts)


def _letter(row: OutboxLetter) -> Holding:
    # What it said is kept only until it is sent.
    said = (
        (_("Sent on"), day_clock(row.sent_at) if row.sent_at else ""),
        (_("Text"), row.text),
    )
    facts = facts_of(row, "id", "key", "user_id", "about_id", "claimed_at", *OTHERS)
    title = _("A letter about a session")
    return Holding("letters", "outbox", row.id, title, _filled(*said), facts)


def _merge(row: Merge) -> Holding:
    said = ((_("Merged on"), day(row.created_at)), (_("Name"), row.absorbed_name))
    facts = {"created_at": row.created_at.isoformat(), "entry": row.absorbed}
    title = _("Another entry of this person, merged into this one")
    return Holding("people", "merges", row.id, title, _filled(*said), facts)


def _identity(row: IdentityCheck) -> Holding:
    said = ((_("Seen on"), day(row.seen_on)),)
    facts = {"seen_on": row.seen_on.isoformat()}
    return Holding("people", "identity_checks", row.id, _("Identity was seen"), said, facts)


def _restricted(row: RestrictedFact) -> Holding:
    facts = facts_of(row, "id", "written_by", *OTHERS)
    said = ((_("Written down on"), day(row.created_at)), (_("Text"), row.text))
    title = _("A restricted fact")
    return Holding("restricted", "restricted_facts", row.id, title, said, facts, restricted=True)


def _erasure(row: Erasure) -> Holding:
    said = ((_("Day"), day(row.created_at)), (_("Outcome"), str(OUTCOMES[Outcome(row.wish.value)])))
    facts = {"wish": row.wish.value, "erased_at": row.created_at.isoformat()}
    return Holding("people", "erasures", row.id, _("Something was erased"), said, facts)
