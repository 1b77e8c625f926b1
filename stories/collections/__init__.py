"""Stories gathered in order for an audience, and the files built from them."""

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.collections import chores, cli, erasing, held, jobs, policy, services, views
    from stories.collections import edition_views as _pages  # noqa: F401 - joins the blueprint
    from stories.collections.labels import words_of
    from stories.foundation import erasure, holdings, pages, rounds, signals, work

    policy.fill()
    app.register_blueprint(views.blueprint)
    pages.add_door(
        "collections.index", _l("Collections"), "collections.view", 60, room="collections"
    )
    app.jinja_env.globals["use_label_words"] = words_of
    app.cli.add_command(cli.export)
    work.handles(services.BUILD)(jobs.build_edition)
    work.handles(services.FORGET)(jobs.forget_edition)
    rounds.tell_long(chores.fallen_books)
    signals.story_changed.connect(_story_changed)
    signals.agreement_given.connect(_agreement_changed)
    signals.agreement_withdrawn.connect(_agreement_changed)
    signals.never_publish_said.connect(_never_publish_said)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(erasing.touches)
    erasure.keeps_files("editions", "file_key")


def _story_changed(_sender: Any, **told: Any) -> None:
    from stories.collections.services import follow

    follow.story_changed(told["subject_id"])


def _agreement_changed(_sender: Any, **told: Any) -> None:
    from stories.collections.services import follow

    follow.agreement_changed(told["subject_id"])


def _never_publish_said(_sender: Any, **told: Any) -> None:
    from stories.collections.services import follow

    follow.never_publish_said(told["subject_id"])
