"""The archive: search, figures, the audit log, preservation, backup."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
    from flask_babel import lazy_gettext as _l

    from stories.archive import cli, jobs, policy, views
    from stories.foundation import pages

    policy.fill()
    app.register_blueprint(views.blueprint)
    pages.add_door("archive.index", _l("Archive"), "archive.open", 70, room="archive")
    for command in cli.COMMANDS:
        app.cli.add_command(command)
    jobs.register()
