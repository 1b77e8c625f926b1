"""The families' rooms: a link, a PIN, a voice and its words."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
