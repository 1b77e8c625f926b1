"""A person takes from another version what they choose; what people corrected stays or is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.transcripts import queries
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
    """How many places took the other's words, in how many of them people's own had stood.

    ``missed`` could not, for somebody changed them meanwhile.
    """

    taken: int = 0
    replaced: int = 0
    missed: int = 0


def take_chosen(
    actor: Actor,
    present: TranscriptVersion,
    other: TranscriptVersion,
    chosen: Mapping[str, int],
) -> Merged:
    """Take the other's words where somebody chose so: keys with the revision they saw there.

    People's words that are replaced stand in an older version; one is made where none has them.
    """
    require(actor, "transcripts.edit", present)
    found = [pair for pair in compare(present, other, held=True) if pair.key in chosen]
    fit = [pair for pair in found if pair.mine is None or pair.mine.revision == chosen[pair.key]]
    return _take(actor, present, other, fit, missed=len(chosen) - len(fit))


def take_where_nobody_corrected(
    actor: Actor, present: TranscriptVersion, other: TranscriptVersion
) -> Merged:
    """Take all of the other's words but where people's stand; no place is emptied."""
    require(actor, "transcripts.edit", present)
    offered = [pair for pair in compare(present, other, held=True) if pair.offered]
    return _take(actor, present, other, offered)


def _take(
    actor: Actor,
    present: TranscriptVersion,
    other: TranscriptVersion,
    pairs: Sequence[Pair],
    missed: int = 0,
) -> Merged:
    if not pairs:
        return Merged(missed=missed)
    replaced = [pair.mine for pair in pairs if pair.mine is not None and pair.human]
    if not _kept_elsewhere(present, replaced):
        keep_copy(actor, present)
    mine = [(pair.mine, pair) for pair in pairs if pair.mine is not None]
    were = [state_of(row) for row, _ in mine]
    changed = [_replace(actor, row, pair) for row, pair in mine]
    added = [_added(present, pair) for pair in pairs if pair.mine is None]
    last = queries.last_position(present.id)
    for place, row in enumerate(added, last + 1):
        row.position = place
    db.session.add_all(added)
    db.session.flush()
    if added:
        put_in_order(present.id)
    _keep_history(actor, present, list(zip(changed, were, strict=True)), added)
    text_changed(present, actor)
    for row in changed:
        segment_changed.send(None, segment=row)
    told: audit.Detail = {"other": other.number, "segments": len(pairs), "corrected": len(replaced)}
    audit.record(actor, "transcripts.merged_in", present, detail=told)
    return Merged(len(pairs), len(replaced), missed)


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


def _kept_elsewhere(present: TranscriptVersion, rows: Sequence[Segment]) -> bool:
    """Whether other versions have every one of these texts at its time."""
    known = queries.texts_elsewhere(present) if rows else set()
    return all((row.start_ms, row.text) in known for row in rows)


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
