"""Somebody brings a text: it becomes a version of its own, and touches none that is there."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.exc import IntegrityError

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import Conflict
from stories.foundation.signals import transcript_changed
from stories.media.models import Recording
from stories.transcripts import queries, rules
from stories.transcripts.errors import BadText, NotHeardHere
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.change import note_checker, settle
from stories.transcripts.services.script import ScriptLine
from stories.transcripts.services.versions import put_in_place
from stories.transcripts.turns import Speaker
from stories.transcripts.voices import people_in


class BroughtLine(ScriptLine, Protocol):
    """A line as somebody brings it: with who speaks, and whether it comes as checked."""

    @property
    def speaker(self) -> Speaker: ...
    @property
    def checked(self) -> bool: ...


def bring_version(
    actor: Actor, recording: Recording, lines: Sequence[BroughtLine], form: str
) -> tuple[TranscriptVersion, list[Segment]]:
    """A new version with these lines in order; ``form`` is the kind of file they came from.

    It is the working text only where there was none. Raises BadText, NotHeardHere for a speaker
    who did not take part, or Conflict where another version came at the same moment.
    """
    require(actor, "transcripts.edit", recording)
    _require_heard(recording, lines)
    version = _begin(actor, recording, form)
    rows = [_row(actor, version, place, line) for place, line in enumerate(lines)]
    db.session.add_all(rows)
    db.session.flush()
    version.complete = True
    settle(version, actor)
    if queries.held_version(recording.id) is None:
        put_in_place(version)
    told: audit.Detail = {"number": version.number, "segments": len(rows), "as": form}
    audit.record(actor, "transcripts.brought", version, detail=told)
    transcript_changed.send(None, subject_id=version.id)
    return version, rows


def _require_heard(recording: Recording, lines: Sequence[BroughtLine]) -> None:
    named = {line.speaker.person_id for line in lines} - {None}
    if not named <= {row.id for row in people_in(recording)}:
        raise NotHeardHere


def _begin(actor: Actor, recording: Recording, form: str) -> TranscriptVersion:
    version = TranscriptVersion(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        number=queries.last_number(recording.id) + 1,
        engine=rules.BROUGHT,
        model="",
        options={"form": form},
        created_by=actor.id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:  # a machine began one at the same moment
        raise Conflict from None
    return version


def _row(actor: Actor, version: TranscriptVersion, position: int, line: BroughtLine) -> Segment:
    text = rules.tidy(line.text)
    sound = rules.sound_text(text, line.language) and 0 <= line.start_ms < line.end_ms
    if not sound:
        raise BadText
    row = Segment(
        organisation_id=version.organisation_id,
        version_id=version.id,
        position=position,
        start_ms=line.start_ms,
        end_ms=line.end_ms,
        language=line.language,
        text=text,
        words=[],
        flags=[],
        revision=2,  # people made it: a machine's later version does not take its place unasked
        speaker_id=line.speaker.person_id,
        speaker_number=line.speaker.number,
    )
    note_checker(actor, row, checked=line.checked)
    return row
