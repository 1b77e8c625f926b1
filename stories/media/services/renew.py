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
    copies: tuple[Copies, Copies | None],
    drawn: Drawn,
) -> None:
    """Note what was made anew and read back; nothing changes in who may hear it.

    ``copies`` are the usual ones, and those with less noise if there were any.
    """
    usual, quieter = copies
    require(actor, "media.upload", recording)
    keep_facts(actor, recording, *heard)
    keep_copies(actor, recording, usual)
    if quieter is not None:
        recording.quieter_opus, recording.quieter_aac = quieter.opus, quieter.aac
    recording.peaks, recording.fine_outline = drawn.overview, drawn.fine
    recording.recipe = RECIPE
    db.session.flush()
    digests = usual.digests | drawn.digests | (quieter.digests if quieter else {})
    for key, sha256 in digests.items():
        keep(key, Found(FileState.INTACT, sha256))
    audit.record(actor, "media.rebuilt", recording, detail={"recipe": RECIPE})
