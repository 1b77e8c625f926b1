"""A recording gets new copies and outlines of the same original."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.fixity import FileState, Found, keep
from stories.media.deriving import Copies, Drawn
from stories.media.models import Recording
from stories.media.services.prepare import keep_copies, keep_facts
from stories.media.tools import RECIPE, AudioFacts, Loudness


def renew(
    actor: Actor,
    recording: Recording,
    heard: tuple[AudioFacts, Loudness],
    copies: Copies,
    drawn: Drawn,
) -> None:
    """Note what was made anew and read back; nothing changes in who may hear it."""
    require(actor, "media.upload", recording)
    keep_facts(actor, recording, *heard)
    keep_copies(actor, recording, copies)
    recording.peaks, recording.fine_outline = drawn.overview, drawn.fine
    recording.recipe = RECIPE
    db.session.flush()
    for key, sha256 in (copies.digests | drawn.digests).items():
        keep(key, Found(FileState.INTACT, sha256))
    audit.record(actor, "media.rebuilt", recording, detail={"recipe": RECIPE})
