"""Stories, their review, the publication gate, and taking back."""

from flask import Flask


def init_app(app: Flask) -> None:  # noqa: ARG001 - more doors follow
    """Open the room."""
    from stories.moderation import policy

    policy.fill()
