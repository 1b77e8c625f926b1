"""Looking whether a master is still what arrived (DOMAIN R7)."""

from stories.foundation import audit
from stories.foundation.access import OPERATOR, Actor, require
from stories.foundation.db import db
from stories.foundation.fixity import FileState, Found, Heard, keep
from stories.media.models import FixityCheck, Recording


def check_fixity(actor: Actor, recording: Recording, found: Found) -> FixityCheck:
    """Keep what a look at a recording's master found, here and in the ledger of everything kept.

    The master is read before the writing unit (``foundation.fixity.look``): a long one would keep
    every other writer waiting.
    """
    require(actor, "media.check", recording)
    keep(recording.master_key, found)
    return _kept(actor, recording, found)


def hear_of_master(heard: Heard) -> None:
    """The rounds looked at a file: if it is a master, the finding joins the recording's log."""
    if heard.source != "recordings":
        return
    recording = db.session.get_one(Recording, heard.row_id)
    if recording.master_key == heard.key:
        _kept(OPERATOR, recording, heard.found)


def _kept(actor: Actor, recording: Recording, found: Found) -> FixityCheck:
    check = FixityCheck(
        recording_id=recording.id,
        organisation_id=recording.organisation_id,
        intact=found.well,
        repaired=found.outcome is FileState.REPAIRED,
        found_sha256=found.sha256,
    )
    db.session.add(check)
    db.session.flush()
    audit.record(actor, "media.fixity_checked", recording, detail={"intact": found.well})
    return check
