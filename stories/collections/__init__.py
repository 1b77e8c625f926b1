"""Stories gathered in order for an audience, and the files built from them."""

from flask import Flask
from flask_babel import lazy_gettext as _l


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.collections import cli, policy, views
    from stories.collections.labels import words_of
    from stories.foundation import pages

    policy.fill()
    app.register_blueprint(views.blueprint)
    pages.add_door(
        "collections.index", _l("Collections"), "collections.view", 60, room="collections"
    )
    app.jinja_env.globals["use_label_words"] = words_of
    app.cli.add_command(cli.export)
