"""Suggestions to a tired reviewer: what a story's text may need hidden, and what it may warn of."""

from typing import Any

from flask import Flask


def init_app(_app: Flask) -> None:
    """Join the room: its page, its work, and what stands on a story's pages."""
    from stories.foundation import panels, signals, work
    from stories.moderation.suggesting import jobs, views  # noqa: F401 - the page joins the blueprint
    from stories.moderation.suggesting.panels import on_story
    from stories.moderation.suggesting.services import LOOK

    panels.add_panel("story_text", 60, on_story)
    work.handles(LOOK, rank=5)(jobs.look_through)
    signals.story_changed.connect(_story_changed)


def _story_changed(_sender: Any, **told: Any) -> None:
    from stories.moderation.suggesting.services import look_at_proposed

    look_at_proposed(told["subject_id"])
