"""Reviewing with care: what changed since one looked, skipping, and how much is enough a day."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the forms."""
    from stories.moderation.reviewing import views

    app.register_blueprint(views.blueprint)
