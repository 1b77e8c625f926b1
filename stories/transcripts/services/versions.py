"""Which version of a recording's text is the one people work on (DOMAIN R8)."""

from sqlalchemy import update

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.transcripts import queries
from stories.transcripts.errors import WouldPutAside
from stories.transcripts.models import TranscriptVersion


def offer_as_working(version: TranscriptVersion) -> bool:
    """Make a complete version the working text, unless people have worked on the present one."""
    present = queries.held_version(version.recording_id)
    if present is not None and present.id != version.id and queries.touched(present.id):
        return False
    put_in_place(version)
    return True


def take_as_working(actor: Actor, version: TranscriptVersion, *, sure: bool = False) -> None:
    """Let people go on with this version; the other one stays, and so do stories cut from it.

    Raises WouldPutAside while people's corrections would be put aside and nobody said ``sure``.
    """
    require(actor, "transcripts.edit", version)
    present = queries.held_version(version.recording_id)
    if present is not None and present.id == version.id:
        return
    if present is not None and queries.touched(present.id) and not sure:
        raise WouldPutAside
    put_in_place(version)
    instead = present.number if present else None
    audit.record(
        actor,
        "transcripts.taken",
        version,
        detail={"number": version.number, "instead_of": instead},
    )


def put_in_place(version: TranscriptVersion) -> None:
    """One working text a recording: the others step back first."""
    table = TranscriptVersion
    others = (table.recording_id == version.recording_id) & (table.id != version.id)
    db.session.execute(update(table).where(others, table.current).values(current=False))
    version.current = True
    db.session.flush()
