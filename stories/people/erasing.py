"""What an erasure touches in this room: the person's particulars, and what shows an agreement."""

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, inspect

from stories.foundation.erasure import Erasing, Touch, Words, changed, gone, kept
from stories.foundation.mail.outbox import letters_to
from stories.people import queries
from stories.people.models import Person, Readiness, Representation
from stories.people.rules import has_letter

# what may stay of a person who is erased: no word of it tells who it was
STAYS = {"id", "organisation_id", "revision", "generation", "languages", "needs_interpreter"}
STAYS |= {"interpreter_language", "created_at", "erased_at"}


# lines of others in which somebody may be named
LINES = ("reach_note", "access_note", "closed_because")


def _names(row: Person) -> list[str]:
    names = (row.name, row.given_name, row.patronymic, row.surname, row.pseudonym)
    return [name for name in names if name]


def words_of(row: Person) -> Words:
    """Names, numbers and notes of a person, as they may stand in texts."""
    names = _names(row)
    parts = [part for name in names for part in name.split()]
    ways = (way.value for way in row.reached_by)
    return Words.of((*names, *parts, *ways, row.reach_note, row.access_note))


def touches(erasing: Erasing) -> Iterator[Touch]:
    """The person, who stands beside them, and their agreements, which stay as proof."""
    row = queries.persons_by_ids([erasing.person_id]).get(erasing.person_id)
    if row is None or not erasing.whole:
        return
    yield from changed(row, "stays_without_name", **blank(row))
    yield from _beside(row)
    yield from _told_of(row)
    yield from _lists(row)
    for given in queries.agreements_about(row.id):
        yield from _agreement(row, given)
    for merge in queries.merges_into(row.id):
        empty: dict[str, Any] = {"before": {}, "after": {}, "steps": [], "pointing": []}
        yield from changed(merge, "names_taken_out", **empty)


def _told_of(row: Person) -> Iterator[Touch]:
    """Lines in which others are reached through the person, or told of with their name.

    A part of a name is theirs only beside whoever stands beside them; a whole one everywhere.
    """
    near = {who for item in queries.representations_of(row.id) for who in _both(item)}
    near |= {who for kin in queries.relations_about(row.id) for who in (kin.one_id, kin.other_id)}
    whole = Words.of(
        (*(name for name in _names(row) if " " in name), *(way.value for way in row.reached_by))
    )
    for other in queries.everybody_of(row.organisation_id):
        if other.id != row.id:
            yield from _without(other, words_of(row) if other.id in near else whole)


def _both(item: Representation) -> tuple[uuid.UUID, uuid.UUID]:
    return item.child_id, item.representative_id


def _without(other: Person, words: Words) -> Iterator[Touch]:
    lines: dict[str, Any] = {name: words.without(getattr(other, name)) for name in LINES}
    left = words.out_of(other.ways)
    lines["ways"] = [way for way in left if has_letter(way["value"]) or _has_digit(way["value"])]
    if any(getattr(other, name) != value for name, value in lines.items()):
        # Whoever has the form open is asked before they write the name back.
        yield from changed(other, "names_taken_out", **lines, revision=other.revision + 1)


def _has_digit(text: str) -> bool:
    """Whether there is a number in it."""
    return any(sign.isdigit() for sign in text)


def _lists(row: Person) -> Iterator[Touch]:
    """Lists on their way in that name the person; whoever sent one may send it again."""
    words = words_of(row)
    for draft in queries.drafts_of(row.organisation_id):
        if words.out_of(draft.rows) != draft.rows or words.out_of(draft.unknown) != draft.unknown:
            yield gone(draft, "names_the_person")


def blank(row: Person) -> dict[str, Any]:
    """A person's columns with nothing in them; new columns are emptied without being named."""
    values = {
        column.key: _nothing(column.columns[0])
        for column in inspect(Person).column_attrs
        if column.key not in STAYS
    }
    name = f"№ {row.id.hex[:6]}"
    # Without a birth they count as a child, so nothing is ever permitted by mistake (DOMAIN C4).
    return values | {
        "name": name,
        "folded_name": name.removeprefix("№ "),
        "readiness": Readiness.NOT_NOW,
        "never_publish": True,
    }


def _nothing(column: Any) -> Any:
    if column.nullable:
        return None
    return [] if isinstance(column.type, JSON) else ""


def _beside(row: Person) -> Iterator[Touch]:
    for kin in queries.relations_about(row.id):
        yield gone(kin, "about_the_person")
    for pair, _other in queries.kept_apart_from(row.id):
        yield gone(pair, "about_the_person")
    for seen in queries.identity_seen(row.id):
        yield gone(seen, "about_the_person")
    for fact in queries.facts_kept_apart(row.id):
        yield gone(fact, "about_the_person")
    for link in queries.own_links_of([row.id]):
        yield gone(link, "about_the_person")
    for letter in letters_to(row.id):
        yield gone(letter, "about_the_person")
    for item in queries.representations_of(row.id):
        yield kept(item, "proof_of_word")
    for paper in queries.papers_about(row.id):
        yield kept(paper, "proof_of_word")


def _agreement(row: Person, given: Any) -> Iterator[Touch]:
    yield kept(given, "proof_of_word")
    words = words_of(row)
    texts = {"withdrawal_note": words.without(given.withdrawal_note)}
    if given.signer_id == row.id:
        texts["withdrawal_note"] = ""
    yield from changed(given, "names_taken_out", witness=words.without(given.witness), **texts)
    for file in given.files:  # a scan or a voice shows who signed
        yield gone(file, "shows_who_signed")
