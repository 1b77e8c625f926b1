"""The archive: search, figures, the audit log, preservation, backup."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
    from flask_babel import lazy_gettext as _l

    from stories.archive import cli, erasing, held, jobs, policy, safeguarding
    from stories.archive.incidents import attention as incidents
    from stories.archive.pages import blueprint
    from stories.archive.panels import who_looked
    from stories.foundation import attention, erasure, holdings, pages, panels

    policy.fill()
    app.register_blueprint(blueprint)
    pages.add_door("archive.index", _l("Archive"), "archive.open", 70, room="archive")
    panels.add_panel("person", 90, who_looked)
    panels.add_panel("recording", 90, who_looked)
    attention.tell(incidents.waiting)
    for command in cli.COMMANDS:
        app.cli.add_command(command)
    jobs.register()
    safeguarding.init_app(app)
    holdings.tell(held.about, *held.TABLES)
    erasure.hold(erasing.open_request)
