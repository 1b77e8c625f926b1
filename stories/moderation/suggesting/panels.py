"""What is said of suggestions on a story's pages."""

from typing import Any

from flask import render_template

from stories.foundation.access import current_actor
from stories.moderation.models import Story
from stories.moderation.suggesting.page import open_count
from stories.moderation.suggesting.services import SUGGEST


def on_story(story: Story) -> str:
    """How many suggestions wait, and the way to them."""
    told: dict[str, Any] = {"story": story, "count": open_count(story)}
    return (
        render_template("moderation/_suggestions_panel.html", **told)
        if current_actor().can(SUGGEST, story)
        else ""
    )
