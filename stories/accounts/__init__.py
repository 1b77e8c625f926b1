"""Organisations, staff, roles, invitations, sign-in and second factor."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.accounts import cli, identity, policy, views

    policy.fill()
    identity.init_app(app)
    app.register_blueprint(views.blueprint)
    app.cli.add_command(cli.invite)
