"""Incidents: what the safeguarding lead alone reads, apart from everything else (DOMAIN P5)."""

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l


def init_app(app: Flask) -> None:
    """Open the room's corner."""
    from stories.archive.safeguarding import attention as mine
    from stories.archive.safeguarding import held, letters, policy, views
    from stories.archive.safeguarding.services import LETTER
    from stories.foundation import attention, erasure, holdings, pages, panels
    from stories.foundation.mail import rooms

    policy.fill()
    app.register_blueprint(views.blueprint)
    pages.add_door("safeguarding.index", _l("Incidents"), policy.ANSWER, 65)
    attention.tell(mine.waiting)
    for page in ("recording", "story", "session"):
        panels.add_panel(page, 80, _way_to_tell)
    rooms.written_by(LETTER, letters.write)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(held.touches)


def _way_to_tell(subject: Any) -> str:
    from stories.archive.safeguarding.shown import way_to_tell

    return way_to_tell(subject)
