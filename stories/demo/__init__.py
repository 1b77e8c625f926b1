"""The demo: an empty house filled by the same services people use."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.demo import cli

    app.cli.add_command(cli.demo)
