"""A story's content note before anything of it is read (DOMAIN M5)."""

from flask import render_template, request, url_for

from stories.moderation.models import Story

REVIEW = "moderation.review"


def note_first(story: Story, endpoint: str) -> str:
    """The page that shows a content note and leads on to ``endpoint``; empty where it is open."""
    if not (story.content_note_kk or story.content_note_ru) or "open" in request.args:
        return ""
    return render_template(
        "moderation/reviewing/before.html",
        story=story,
        on=url_for(endpoint, story_id=story.id, open=1),
        back=url_for("moderation.show", story_id=story.id),
        reviewing=endpoint == REVIEW,
    )
