"""What may be found of a story: the index follows the gate."""

from collections.abc import Iterable

from stories.foundation import search
from stories.moderation import queries
from stories.moderation.models import Story
from stories.moderation.rules import LEAST_AUDIENCE

KIND = "story"


def refresh_search(stories: Iterable[Story]) -> None:
    """Make open stories findable in both languages, and all others not (DOMAIN C8)."""
    listed = list(stories)
    reasons = queries.reasons_for(listed, LEAST_AUDIENCE)
    shown = [story for story in listed if not reasons[story.id]]
    lines = queries.lines_of(shown)
    for story in listed:
        if reasons[story.id]:
            search.remove(KIND, story.id)
    for story in shown:
        kk = [story.summary_kk, *(line.kk for line in lines[story.id])]
        ru = [story.summary_ru, *(line.ru for line in lines[story.id])]
        _put(story, "kk", story.title_kk, kk)
        _put(story, "ru", story.title_ru, ru)


def _put(story: Story, language: str, title: str, parts: list[str]) -> None:
    body = "\n".join(part for part in parts if part)
    search.put(
        search.Document(story.organisation_id, KIND, story.id, language, title=title, body=body)
    )
