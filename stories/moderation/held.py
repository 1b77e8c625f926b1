"""What this room keeps about somebody: stories made from recordings they may be heard in."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.foundation.holdings import Holding
from stories.foundation.i18n import day, playtime, say
from stories.media.queries import shared_sessions
from stories.moderation import queries
from stories.moderation.models import Story, StoryState
from stories.moderation.reasons import STATES
from stories.moderation.rules import LEAST_AUDIENCE

TABLES = ("stories",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each story; a title nobody has released may name others and stays out."""
    found = queries.stories_with(person_id)
    shared = shared_sessions([row.recording.session_id for row in found], person_id)
    reasons = queries.reasons_for(found, LEAST_AUDIENCE)
    for row in found:
        shut = bool(reasons[row.id])
        yield _story(row, shared=row.recording.session_id in shared, hidden=shut)


def _story(row: Story, *, shared: bool, hidden: bool) -> Holding:
    released = row.state is StoryState.RELEASED
    # Whoever took back their word reads here that it holds, not how things stood before.
    state = _("Hidden") if released and hidden else str(STATES[row.state][0])
    told = [(_("State"), state), (_("Length"), playtime(row.seconds))]
    if row.released_at:
        told.append((_("Released"), day(row.released_at)))
    facts = {
        "state": row.state.value,
        "hidden": hidden,
        "title_kk": row.title_kk if released else None,
        "title_ru": row.title_ru if released else None,
        "stretches_ms": [list(span) for span in row.spans],
        "widest": row.widest.value,
        "released_at": row.released_at.isoformat() if row.released_at else None,
    }
    title = say(row.title_kk, row.title_ru) if released else _("A story that is not out")
    files = tuple(key for key in (row.copy_opus, row.copy_aac) if key)
    return Holding("moderation", "stories", row.id, title, tuple(told), facts, files, shared)
