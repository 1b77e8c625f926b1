"""Participants, legal representatives, agreements, and what they permit."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.people import policy

    policy.fill()
