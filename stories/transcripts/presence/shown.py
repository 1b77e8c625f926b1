"""Who else is here, in one sentence."""

from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.i18n import playtime
from stories.media.models import Recording
from stories.transcripts import queries as texts
from stories.transcripts.presence import queries, services


def others_told(actor: Actor, recording: Recording) -> str:
    """Who else has the text open, as one sentence; empty for nobody."""
    found = services.others(actor, recording)
    if not found:
        return ""
    version = texts.current_version(recording.id)
    ids = [place for _name, place in found if place]
    rows = queries.segments_by_id(version.id, ids) if version else []
    where = {row.id: playtime(row.start_ms / 1000) for row in rows}
    names = [f"{name} ({where[place]})" if place in where else name for name, place in found]
    return str(_("Also here: %(names)s", names=", ".join(names)))
