"""A person takes from another version what they choose; what people corrected stays or is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.transcripts import queries
from stories.transcripts.approvals.models import Why
from stories.transcripts.approvals.taking_back import take_back
from stories.transcripts.beside import said_beside, said_elsewhere, take_over_beside
from stories.transcripts.history.keeping import Changed
from stories.transcripts.history.models import Kind
from stories.transcripts.history.states import NOTHING, State, state_of
from stories.transcripts.merging.pairs import Pair, compare, is_human
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.change import keep_changes, note_checker, text_changed
from stories.transcripts.services.copies import keep_copy
from stories.transcripts.services.write_down import put_in_order
from stories.transcripts.signals import segment_changed
from stories.transcripts.turns import NOBODY


@dataclass(frozen=True)
class Merged:
    """How many places took something of the other's, in how many of them people's own had stood.

    ``missed`` could not, for somebody changed them meanwhile.
    """

    taken: int = 0
    replaced: int = 0
    missed: int = 0


@dataclass(frozen=True)
class Wish:
    """What is taken at a place: what was said, what stands beside it, or both."""

    pair: Pair
    said: bool
    beside: bool


def take_chosen(
    actor: Actor,
    present: TranscriptVersion,
    other: TranscriptVersion,
    chosen: Mapping[str, int],
    beside: Mapping[str, int] | None = None,
) -> Merged:
    """Take the other's words where somebody chose so: keys with the revision they saw there.

    ``beside`` holds those places where they chose the other's translation, with the revision of
    the one they saw, 0 for none. People's words that are replaced stand in an older version; one
    is made where none has them.
    """
    require(actor, "transcripts.edit", present)
    beside = beside or {}
    wishes, fit = [], 0
    for pair in compare(present, other, held=True):
        said = pair.differs and _seen(chosen, pair.key, pair.mine.revision if pair.mine else None)
        told = pair.beside_differs and _seen(beside, pair.key, pair.mine_beside.revision)
        fit += said + told
        if said or told:
            wishes.append(Wish(pair, said, told))
    return _take(actor, present, other, wishes, missed=len(chosen) + len(beside) - fit)


def _seen(chosen: Mapping[str, int], key: str, revision: int | None) -> bool:
    """Whether a place was chosen as it stands now; what is nowhere yet has no revision."""
    return key in chosen and revision in {None, chosen[key]}


def take_where_nobody_corrected(
    actor: Actor, present: TranscriptVersion, other: TranscriptVersion
) -> Merged:
    """Take all of the other's words but where people's stand; no place is emptied."""
    require(actor, "transcripts.edit", present)
    found = compare(present, other, held=True)
    wishes = [Wish(pair, pair.offered, pair.beside_offered) for pair in found]
    return _take(actor, present, other, [one for one in wishes if one.said or one.beside])


def _take(
    actor: Actor,
    present: TranscriptVersion,
    other: TranscriptVersion,
    wishes: Sequence[Wish],
    missed: int = 0,
) -> Merged:
    if not wishes:
        return Merged(missed=missed)
    replaced = [one for one in wishes if one.pair.human and one.said]
    given_up = [one for one in wishes if one.beside and one.pair.mine_beside.may_be_a_persons]
    if not (_kept_elsewhere(present, replaced) and _told_elsewhere(present, given_up)):
        keep_copy(actor, present)
    added = _take_said(actor, present, [one.pair for one in wishes if one.said])
    _take_beside(actor, present, wishes, added)
    lost = len({one.pair.key for one in [*replaced, *given_up]})
    told: audit.Detail = {"other": other.number, "segments": len(wishes), "corrected": lost}
    audit.record(actor, "transcripts.merged_in", present, detail=told)
    return Merged(len(wishes), lost, missed)


def _take_said(
    actor: Actor, present: TranscriptVersion, pairs: Sequence[Pair]
) -> dict[str, Segment]:
    """The other's words come; returns the segments that were made, by their pair's key."""
    if not pairs:
        return {}
    mine = [(pair.mine, pair) for pair in pairs if pair.mine is not None]
    were = [state_of(row) for row, _ in mine]
    changed = [_replace(actor, row, pair) for row, pair in mine]
    added = {pair.key: _added(present, pair) for pair in pairs if pair.mine is None}
    last = queries.last_position(present.id)
    for place, row in enumerate(added.values(), last + 1):
        row.position = place
    db.session.add_all(added.values())
    db.session.flush()
    if added:
        put_in_order(present.id)
    _keep_history(actor, present, list(zip(changed, were, strict=True)), list(added.values()))
    text_changed(present, actor)
    for row in changed:
        segment_changed.send(None, segment=row)
    return added


def _take_beside(
    actor: Actor,
    present: TranscriptVersion,
    wishes: Sequence[Wish],
    added: Mapping[str, Segment],
) -> None:
    """Translations come: those chosen, and those of words that came where none stood beside."""
    places = [(one, one.pair.mine or added[one.pair.key]) for one in wishes if one.pair.told]
    there = said_beside(row for _, row in places)
    found = [
        (row, take_over_beside(row, one.pair.told))
        for one, row in places
        if one.beside or (one.said and not one.pair.beside_differs and row.id not in there)
    ]
    changes = [change for _, change in found if change is not None]
    if not changes:
        return
    take_back(actor, [row for row, change in found if change is not None], Why.TRANSLATION)
    text_changed(present, actor)
    keep_changes(actor, present, Kind.TRANSLATION, changes)


def _keep_history(
    actor: Actor,
    present: TranscriptVersion,
    changed: Sequence[tuple[Segment, State]],
    added: Sequence[Segment],
) -> None:
    """One step, to be shown and taken back as one."""
    steps = [Changed(row.id, was, state_of(row)) for row, was in changed]
    steps += [Changed(row.id, NOTHING, state_of(row)) for row in added]
    keep_changes(actor, present, Kind.IMPORTED, steps)


def _kept_elsewhere(present: TranscriptVersion, wishes: Sequence[Wish]) -> bool:
    """Whether other versions have every one of these texts at its time."""
    rows = [one.pair.mine for one in wishes if one.pair.mine is not None]
    known = queries.texts_elsewhere(present) if rows else set()
    return all((row.start_ms, row.text) in known for row in rows)


def _told_elsewhere(present: TranscriptVersion, wishes: Sequence[Wish]) -> bool:
    """Whether other versions have every one of these translations at its time."""
    known = said_elsewhere(present) if wishes else set()
    tellings = ((one.pair.start_ms, one.pair.mine_beside) for one in wishes)
    return all((start, told.language, told.text) in known for start, told in tellings)


def _replace(actor: Actor, row: Segment, pair: Pair) -> Segment:
    for name, value in _told(pair).items():
        setattr(row, name, value)
    row.revision += 1
    if row.engine:
        row.machine_revision = row.revision
    note_checker(actor, row, checked=False)
    return row


def _added(present: TranscriptVersion, pair: Pair) -> Segment:
    speakers = {row.speaker for row in pair.sources}
    speaker = next(iter(speakers)) if len(speakers) == 1 else NOBODY
    told = _told(pair)
    return Segment(
        organisation_id=present.organisation_id,
        version_id=present.id,
        position=-1,
        start_ms=pair.start_ms,
        end_ms=pair.end_ms,
        speaker_id=speaker.person_id,
        speaker_number=speaker.number,
        revision=1 if told["engine"] else 2,
        machine_revision=1,
        **told,
    )


def _told(pair: Pair) -> dict[str, Any]:
    """The other's words with what is known of them; a machine's stay a machine's, unchecked."""
    machine = bool(pair.sources) and not any(is_human(row) for row in pair.sources)
    first = pair.sources[0] if machine else None
    sure = [row.confidence for row in pair.sources if row.confidence is not None]
    return {
        "text": pair.text,
        "language": pair.language,
        "words": _timed(pair),
        "flags": list(dict.fromkeys(flag for row in pair.sources for flag in row.flags)),
        "machine_text": pair.text if machine else "",
        "engine": first.engine if first else "",
        "model": first.model if first else "",
        "model_digest": first.model_digest if first else "",
        "confidence": round(min(sure), 4) if machine and sure else None,
        "language_certainty": first.language_certainty if first else None,
    }


def _timed(pair: Pair) -> list[Any]:
    """Each word's time, if all of them are known."""
    known = all(len(row.words) == len(row.text.split()) for row in pair.sources)
    return (
        [dict(pair.rows[word.row].words[word.place]) for word in pair.block.words] if known else []
    )
