"""Hiding a part of a story, and everything that is done with it later (DOMAIN R5, R2).

Each act drops the copies for listening and sends the story to its reviewers, but for a
confirmation, which changes nothing of what is read and heard.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.moderation import queries as stories_queries
from stories.moderation.models import Story
from stories.moderation.redaction import queries
from stories.moderation.redaction.applying import cover_of, hiding, row_of
from stories.moderation.redaction.asking import Passage, Wanted, passages
from stories.moderation.redaction.errors import (
    BadPlace,
    InsteadTells,
    LookFurther,
    Moved,
    OwnRedaction,
    ReasonNeeded,
    Unfound,
)
from stories.moderation.redaction.matching import Cover, Key, Part, Text, hide, parts_of
from stories.moderation.redaction.models import Act, Redaction, RedactionAct, RedactionState
from stories.moderation.redaction.rules import (
    MARK,
    MOST_INSTEAD,
    MOST_REASON,
    Place,
    may,
    place_fault,
)
from stories.moderation.redaction.telling import Quote, told_in
from stories.moderation.redaction.words import words_of
from stories.moderation.services.copies import drop_copies
from stories.moderation.services.moves import note_move, start_over


def propose(actor: Actor, story: Story, wanted: Wanted) -> Redaction:
    """Hide a part of a story at once, until somebody else confirms or refuses it.

    Raises BadPlace, ReasonNeeded, LookFurther or InsteadTells.
    """
    require(actor, "moderation.redact", story)
    row = stories_queries.locked_with_text(story)
    parts = _examined(row, wanted)
    made = Redaction(organisation_id=row.organisation_id, story_id=row.id)
    _write(made, actor, wanted, parts)
    db.session.add(made)
    db.session.flush()
    _done(actor, row, made, Act.PROPOSED, wanted.reason)
    return made


def change(actor: Actor, redaction: Redaction, wanted: Wanted, *, seen_revision: int) -> Redaction:
    """Hide something else or otherwise in its place; it has to be confirmed anew.

    Raises Moved, and what ``propose`` does.
    """
    story, row = _held(actor, redaction, Act.CHANGED, seen_revision)
    parts = _examined(story, wanted, but=row)
    row.parts.clear()
    db.session.flush()
    _write(row, actor, wanted, parts)
    row.decided_by = row.decided_at = None
    _done(actor, story, row, Act.CHANGED, wanted.reason)
    return row


def confirm(actor: Actor, redaction: Redaction, *, seen_revision: int) -> Redaction:
    """Say as another person that this is to be hidden. Raises OwnRedaction, Moved or Unfound."""
    story, row = _held(actor, redaction, Act.CONFIRMED, seen_revision)
    _require_another(actor, row)
    texts = [text for one in passages(story) for text in one.texts]
    if hide(texts, [cover_of(row)]).unmatched:
        raise Unfound
    _decide(actor, row, RedactionState.CONFIRMED)
    _done(actor, story, row, Act.CONFIRMED, "")
    return row


def refuse(actor: Actor, redaction: Redaction, why: str, *, seen_revision: int) -> Redaction:
    """Say as another person that this is to be read and heard.

    Raises OwnRedaction, Moved or ReasonNeeded.
    """
    story, row = _held(actor, redaction, Act.REFUSED, seen_revision)
    _require_another(actor, row)
    _decide(actor, row, RedactionState.REFUSED)
    _done(actor, story, row, Act.REFUSED, _reason(why))
    return row


def lift(actor: Actor, redaction: Redaction, why: str, *, seen_revision: int) -> Redaction:
    """Open a hidden part again; the story goes before its reviewers. Raises Moved, ReasonNeeded."""
    story, row = _held(actor, redaction, Act.LIFTED, seen_revision)
    _decide(actor, row, RedactionState.LIFTED)
    _done(actor, story, row, Act.LIFTED, _reason(why))
    return row


def _held(actor: Actor, redaction: Redaction, act: Act, seen: int) -> tuple[Story, Redaction]:
    """The story and its redaction as they stand now, held until the unit ends."""
    story = stories_queries.locked_with_text(redaction.story)
    require(actor, "moderation.redact", story)
    row = queries.held(redaction)
    if row.revision != seen or not may(act, row.state):
        raise Moved
    return story, row


def _require_another(actor: Actor, row: Redaction) -> None:
    # Two people hide something; the operator at the machine is none of them.
    if actor.id is None or actor.id == row.proposed_by:
        raise OwnRedaction


def _reason(why: str) -> str:
    told = " ".join(why.split())[:MOST_REASON]
    if not told:
        raise ReasonNeeded
    return told


def _decide(actor: Actor, row: Redaction, state: RedactionState) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.id, now()
    row.revision += 1


def _write(row: Redaction, actor: Actor, wanted: Wanted, parts: list[Part]) -> None:
    row.start_ms, row.end_ms = wanted.core
    row.state, row.reason, row.tone = RedactionState.PROPOSED, _reason(wanted.reason), wanted.tone
    row.instead_kk, row.instead_ru = (_instead(wanted.instead, key) for key in ("kk", "ru"))
    row.proposed_by = actor.id
    row.revision = (row.revision or 0) + 1
    row.parts.extend(map(row_of, range(len(parts)), parts))


def _instead(instead: Mapping[str, str], language: str) -> str:
    return " ".join(instead.get(language, "").split())[:MOST_INSTEAD]


def _done(actor: Actor, story: Story, row: Redaction, act: Act, reason: str) -> None:
    row.acts.append(RedactionAct(act=act, actor_id=actor.id, reason=reason))
    db.session.flush()
    note = f"redaction_{act.value}"
    if act is Act.CONFIRMED:
        note_move(actor, story, note)
    else:
        drop_copies(story)
        start_over(actor, story, note)
    audit.record(actor, f"redaction.{act.value}", row, detail={"story": str(story.id)})


def _examined(story: Story, wanted: Wanted, but: Redaction | None = None) -> list[Part]:
    """The parts of what is wanted, if it can stand beside what is hidden already."""
    _reason(wanted.reason)
    others = [row for row in hiding([story.id]).get(story.id, []) if row is not but]
    fault = place_fault(wanted.core, story.timeline, [row.core for row in others])
    if fault and fault is not Place.HIDDEN_ALREADY:
        raise BadPlace(fault)
    found = passages(story)
    parts = _parts(found, wanted)
    before, done = _hidden_texts(found, wanted, parts, others)
    if fault and done == before:
        raise BadPlace(fault)
    _require_something_left(found, done)
    quotes = [Quote(part.quote) for part in parts if part.quote]
    if told_in(quotes, wanted.instead.values()):
        raise InsteadTells
    return parts


def _parts(found: list[Passage], wanted: Wanted) -> list[Part]:
    texts = {text.key: text for one in found for text in one.texts}
    named = {key[0] for key in wanted.chosen}
    start, end = wanted.core
    near = {
        key: text
        for key, text in texts.items()
        if key[0] in named or (text.start_ms < end and text.end_ms > start)
    }
    if not set(near) <= set(wanted.chosen) or not set(wanted.chosen) <= set(texts):
        raise LookFurther
    return [part for key, text in near.items() for part in _parts_in(text, wanted.chosen[key])]


def _parts_in(text: Text, places: frozenset[int]) -> list[Part]:
    count = len(words_of(text.text))
    return parts_of(text, [place for place in places if 0 <= place < count])


def _hidden_texts(
    found: list[Passage], wanted: Wanted, parts: list[Part], others: list[Redaction]
) -> tuple[Mapping[Key, str], Mapping[Key, str]]:
    """What is left to read without these parts and with them, whatever is read instead."""
    texts = [text for one in found for text in one.texts]
    mine = Cover(uuid.uuid4(), wanted.core, tuple(parts))
    covers = [replace(cover_of(row), instead={}) for row in others]
    return hide(texts, covers).texts, hide(texts, [*covers, mine]).texts


def _require_something_left(found: list[Passage], done: Mapping[Key, str]) -> None:
    said = [text for one in found for text in one.texts if text.key == one.said]
    if said and not any(_words_left(text.key, text.text, done) for text in said):
        raise BadPlace(Place.EVERYTHING)


def _words_left(key: Key, text: str, done: Mapping[Key, str]) -> bool:
    return bool(words_of(done.get(key, text).replace(MARK, " ")))
