"""The archive: search, figures, the audit log, preservation, backup."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
