"""Looking whether a master is still what arrived (DOMAIN R7)."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from stories.media.models import FixityCheck, Recording


def check_fixity(actor: Actor, recording: Recording, found: str | None) -> FixityCheck:
    """Compare what ``find_digest`` found with the SHA-256 on arrival and keep the finding.

    The master is read before the writing unit: a long one would keep every other writer waiting.
    A missing master is a finding too: ``intact`` is false and ``found_sha256`` is None.
    """
    require(actor, "media.check", recording)
    check = FixityCheck(
        recording_id=recording.id,
        organisation_id=recording.organisation_id,
        intact=found == recording.sha256,
        found_sha256=found,
    )
    db.session.add(check)
    db.session.flush()
    audit.record(actor, "media.fixity_checked", recording, detail={"intact": check.intact})
    return check


def find_digest(key: str) -> str | None:
    """SHA-256 of what lies under a key now; None if nothing does."""
    try:
        return blobs().digest(key)
    except FileNotFoundError:
        return None
