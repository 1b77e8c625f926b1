"""How a session is called on pages of the rooms below, which know no more of it than its id."""

import uuid

from flask import url_for
from markupsafe import Markup, escape

from stories.foundation.access import current_actor
from stories.foundation.errors import StoriesError
from stories.foundation.i18n import day, day_clock
from stories.sessions import queries


def session_line(session_id: uuid.UUID) -> str:
    """Day, hour and theme, leading to the session; empty when it is not the actor's to see."""
    try:
        row = queries.session(current_actor(), session_id)
    except StoriesError:
        return ""
    told = f"{day_clock(row.starts_at, row.zone)} · {row.theme}"
    url = url_for("sessions.show", session_id=row.id)
    return str(Markup('<a href="{}">{}</a>').format(url, told))


def session_day(session_id: uuid.UUID) -> str:
    """Day and theme for the person an agreement is about, who may see no more than that."""
    row = queries.session_by_id(session_id)
    return str(escape(f"{day(row.starts_at, row.zone)}, {row.theme}")) if row else ""
