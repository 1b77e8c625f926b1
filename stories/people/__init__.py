"""Participants, legal representatives, agreements, and what they permit."""

from flask import Flask
from flask_babel import lazy_gettext as _l


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.foundation import attention, erasure, holdings, pages, panels, rounds, work
    from stories.foundation.db import without_order
    from stories.foundation.mail import rooms
    from stories.people import (
        calling,
        chores,
        erasing,
        held,
        jobs,
        merged,
        policy,
        post,
        reminders,
        services,
        views,
        waiting,
    )

    policy.fill()
    rooms.reached_by("people", post.reached)
    without_order("do_not_pair", "one_id", "other_id")
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views.mine.blueprint)
    pages.add_door("people.index", _l("People"), "people.view", 30, room="people")
    attention.tell(waiting.outcomes)
    attention.tell(waiting.speakers_gone)
    attention.tell(waiting.shared_recordings)
    work.handles(services.FORGET)(jobs.forget_files)
    attention.tell(waiting.closures)
    attention.tell(reminders.evidence)
    attention.tell(reminders.reviews)
    panels.add_panel("person", 80, views.own_links.panel)
    holdings.tell(held.about, *held.TABLES)
    rounds.tell(chores.old_lists)
    rounds.tell(chores.old_merges)
    erasure.tell(erasing.touches)
    erasure.keeps_files("evidence_files", "key", "shown_key")
    panels.add_panel("person", 85, merged.on_person)
    app.jinja_env.filters["called"] = calling.called_here
    app.jinja_env.globals["shows"] = calling.shows_here
