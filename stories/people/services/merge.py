"""Making one entry of two, when somebody was entered twice."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from stories.foundation import audit, signals
from stories.foundation.access import Actor, require
from stories.foundation.clock import now, today
from stories.foundation.db import Step, absorb, db, plain, pointing_at
from stories.foundation.errors import NotFound
from stories.people import queries
from stories.people.models import Agreement, EarlierVoice, Generation, Merge, OwnLink, Person
from stories.people.problems import CannotMerge, ErasedAlready
from stories.people.reasons import BARS
from stories.people.rules import bars
from stories.people.services.persons import refold

PEOPLE: Any = Person.__table__


def merge_persons(actor: Actor, kept: Person, gone: Person, chosen: Mapping[str, Any]) -> Merge:
    """Move everything of one entry to the other; ``chosen`` are the columns that count.

    What was permitted before bounds what is permitted afterwards, session by session (DOMAIN C5).
    Raises CannotMerge, ErasedAlready, and NotFound when somebody else was faster.
    """
    require(actor, "people.merge", kept)
    require(actor, "people.merge", gone)
    _require_one_person(kept, gone)
    bounds = list(_bounds(kept, gone))
    before, absorbed = _as_it_is(kept), gone.id
    wanted = _both(kept, gone) | dict(chosen)
    steps = [*_close_links(actor, kept, gone), *_rename(kept, gone)]
    steps += absorb(PEOPLE, kept.id, absorbed)
    db.session.expire_all()
    for name, value in wanted.items():
        setattr(kept, name, value)
    refold(kept)
    kept.revision += 1
    row = Merge(
        organisation_id=kept.organisation_id,
        kept_id=kept.id,
        absorbed_id=absorbed,
        merged_by=actor.id,
        before=before,
        steps=steps,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(EarlierVoice(merge_id=row.id, **bound) for bound in bounds)
    db.session.flush()
    row.after, row.pointing = _as_it_is(kept), pointing_at(PEOPLE, kept.id)
    audit.record(actor, "people.merged", kept, detail={"from": str(absorbed), "rows": len(steps)})
    if kept.never_publish and not before["never_publish"]:
        signals.never_publish_said.send("people", subject_id=kept.id)
    if kept.closed_until and not before["closed_until"]:
        signals.person_closed.send("people", subject_id=kept.id)
    for person_id in {kept.id, *(bound["person_id"] for bound in bounds)}:
        signals.persons_merged.send("people", subject_id=person_id)
    return row


def _require_one_person(kept: Person, gone: Person) -> None:
    locked = queries.lock_persons({kept.id, gone.id})
    if len(locked) < len({kept.id, gone.id}):
        raise NotFound
    if any(row.erased_at for row in locked.values()):
        raise ErasedAlready
    found = bars(
        queries.entry(kept),
        queries.entry(gone),
        beside=kept.id != gone.id and queries.beside_each_other(kept.id, gone.id),
        on=today(),
    )
    if found:
        raise CannotMerge(BARS[found[0]])


def _as_it_is(row: Person) -> dict[str, Any]:
    db.session.flush()
    db.session.refresh(row)
    return plain({column.name: getattr(row, column.name) for column in PEOPLE.columns})


def _both(kept: Person, gone: Person) -> dict[str, Any]:
    """What is never chosen: whoever takes part stays a participant, and what protects stays."""
    values: dict[str, Any] = {"never_publish": kept.never_publish or gone.never_publish}
    if Generation.ELDER in {kept.generation, gone.generation}:
        values["generation"] = Generation.ELDER
    later = max((kept, gone), key=lambda row: row.closed_until or date.min)
    values |= {"closed_until": later.closed_until, "closed_because": later.closed_because}
    if not kept.birth_date:
        values["birth_date"] = gone.birth_date
    return values


def _close_links(actor: Actor, kept: Person, gone: Person) -> Iterator[Step]:
    """Whoever holds a link to one entry is shown nothing of the other: a new one is given."""
    for link in queries.own_links_of([kept.id, gone.id]):
        if link.revoked_at is None:
            link.revoked_at = now()
            audit.record(actor, "people.own_link_revoked", link)
            yield {
                "do": "update",
                "table": OwnLink.__tablename__,
                "key": {"id": str(link.id)},
                "old": {"revoked_at": None},
                "new": plain({"revoked_at": link.revoked_at}),
            }
    db.session.flush()


def _rename(kept: Person, gone: Person) -> list[Step]:
    """Earlier merges that name the entry that goes, as somebody’s representative."""
    steps: list[Step] = []
    for row in queries.naming_representative(gone.organisation_id, gone.id):
        old = list(row.representatives)
        new = [str(kept.id) if who == str(gone.id) else who for who in old]
        row.representatives = new
        steps.append(
            {
                "do": "update",
                "table": EarlierVoice.__tablename__,
                "key": {"id": str(row.id)},
                "old": {"representatives": old},
                "new": {"representatives": new},
            }
        )
    db.session.flush()
    return steps


def _bounds(kept: Person, gone: Person) -> Iterator[dict[str, Any]]:
    """What each entry permitted alone: for the person, and for whoever both spoke for."""
    for one, other in ((kept, gone), (gone, kept)):
        yield {
            "person_id": kept.id,
            "sessions": _ids(queries.sessions_with(one.id)),
            "left_out": _ids(word.id for word in queries.words_about(other.id)),
            "representatives": _ids(queries.represented_by(one.id)),
        }
    both = _concerned(kept) & _concerned(gone)
    for child in both - {kept.id, gone.id}:
        yield from _bounds_of_child(child, kept, gone)


def _concerned(row: Person) -> set[uuid.UUID]:
    return queries.spoken_for_by(row.id) | queries.linked_to(row.id)


def _bounds_of_child(child: uuid.UUID, kept: Person, gone: Person) -> Iterator[dict[str, Any]]:
    # Either entry’s no blocks: none may be hidden by a later yes of the other (DOMAIN C4).
    words, speaking = queries.words_about(child), queries.represented_by(child)
    for one, other in ((kept, gone), (gone, kept)):
        if not _said(words, one):
            continue
        others = speaking - {kept.id, gone.id}
        yield {
            "person_id": child,
            "sessions": _ids(queries.sessions_with(child)),
            "left_out": _ids(word.id for word in _said(words, other)),
            "representatives": _ids(others | ({kept.id} if one.id in speaking else set())),
        }


def _said(words: list[Agreement], signer: Person) -> list[Agreement]:
    return [word for word in words if word.signer_id == signer.id]


def _ids(found: Any) -> list[str]:
    return sorted(str(item) for item in found)
