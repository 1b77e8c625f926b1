"""Organisations, staff, roles, invitations, sign-in and second factor."""

from flask import Flask
from flask_babel import lazy_gettext as _l


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.accounts import (
        account_views,
        cli,
        code_views,
        identity,
        join_views,
        own,
        policy,
        post,
        recovery_views,
        team_views,
        views,
    )
    from stories.accounts.centres import views as _centres  # noqa: F401 - adds its pages
    from stories.foundation import pages, signals
    from stories.foundation.mail import rooms

    policy.fill()
    rooms.reached_by("users", post.reached)
    identity.init_app(app)
    # One room, one blueprint: each of these files has added its pages to it.
    pages_of = (views, code_views, join_views, account_views, recovery_views, team_views)
    edges = {edge.blueprint for edge in pages_of}
    for blueprint in edges:
        app.register_blueprint(blueprint)
    pages.add_door("accounts.staff", _l("Team"), "accounts.manage", 80)
    signals.language_chosen.connect(own.follow_language)
    app.cli.add_command(cli.invite)
    app.cli.add_command(cli.second_factor)
