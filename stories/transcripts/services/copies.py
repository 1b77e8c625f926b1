"""A version is kept as it is now, beside itself; and versions have names people give them."""

from typing import Any

from sqlalchemy import inspect

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.fields import stripped
from stories.transcripts import queries
from stories.transcripts.errors import NameTooLong
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.change import settle
from stories.transcripts.signals import version_copied

LONGEST_NAME = 60
OWN = frozenset({"id", "version_id"})
"""What a copy of a segment has of its own."""


def name_version(actor: Actor, version: TranscriptVersion, name: str) -> None:
    """Call a version something; an empty name takes the name away. Raises NameTooLong."""
    require(actor, "transcripts.edit", version)
    name = _sound_name(name)
    if version.name != name:
        version.name = name
        audit.record(actor, "transcripts.named", version, detail={"number": version.number})


def _sound_name(name: str) -> str:
    name = stripped(name)
    if len(name) > LONGEST_NAME:
        raise NameTooLong
    return name


def keep_copy(actor: Actor, version: TranscriptVersion, name: str = "") -> TranscriptVersion:
    """The text as it stands now becomes an older version of its own; the working text goes on.

    Its segments bring who checked them; approvals stay with the text they were given for.
    Raises NameTooLong.
    """
    require(actor, "transcripts.edit", version)
    copy = TranscriptVersion(
        organisation_id=version.organisation_id,
        recording_id=version.recording_id,
        number=queries.last_number(version.recording_id) + 1,
        name=_sound_name(name),
        complete=True,
        engine=version.engine,
        model=version.model,
        model_digest=version.model_digest,
        options=version.options | {"copy_of": version.number},
        created_by=actor.id,
    )
    db.session.add(copy)
    db.session.flush()
    pairs = [(row, _segment(row, copy)) for row in queries.every_segment(version.id)]
    db.session.add_all(made for _, made in pairs)
    db.session.flush()
    version_copied.send(None, copies={row.id: made.id for row, made in pairs})
    settle(copy, actor)
    told: audit.Detail = {"number": copy.number, "copy_of": version.number}
    audit.record(actor, "transcripts.copied", copy, detail=told)
    return copy


def _segment(row: Segment, copy: TranscriptVersion) -> Segment:
    names = [column.key for column in inspect(Segment).column_attrs if column.key not in OWN]
    values: dict[str, Any] = {name: getattr(row, name) for name in names}
    return Segment(version_id=copy.id, **values)
