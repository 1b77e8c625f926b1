"""Recordings: they come in, are kept unaltered, and are made ready for listening."""

from flask import Flask
from flask_babel import lazy_gettext as _l


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.foundation import (
        attention,
        erasure,
        fixity,
        holdings,
        pages,
        panels,
        rounds,
        work,
    )
    from stories.media import cli, erasing, held, jobs, policy, views
    from stories.media.attention import waiting
    from stories.media.panels import on_run_sheet, on_session
    from stories.media.services import hear_of_master
    from stories.media.tus.rounds import look_after

    policy.fill()
    app.register_blueprint(views.blueprint)
    app.cli.add_command(cli.media)
    rooms = "media transcripts translations"
    pages.add_door("media.index", _l("Recordings"), "media.view", 40, room=rooms)
    attention.tell(waiting)
    panels.add_panel("session", 20, on_session)
    panels.add_panel("run_sheet", 10, on_run_sheet)
    rounds.tell_long(look_after)
    work.handles("media.prepare")(jobs.prepare)
    work.handles("media.quieten", rank=2)(jobs.quieten)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(erasing.touches)
    fixity.hear(hear_of_master)
    erasure.keeps_files("recordings", *erasing.FILES)
