"""Suggestions about a story, for the guards' houses: one waits, one was refused."""

import uuid
from typing import Any

from stories.moderation.suggesting.finders import Kind, Theme
from stories.moderation.suggesting.models import Place, StorySuggestion, SuggestionState
from stories.moderation.suggesting.rules import digest_of
from tests.factories import Factory


def suggestion_rows(make: Factory, story: Any) -> dict[str, uuid.UUID]:
    """Both stand in the story's summary, so that its page shows them."""
    told = {
        "suggestion": (Kind.HARD, Theme.WAR, SuggestionState.OPEN),
        "suggestion.refused": (Kind.NAME, None, SuggestionState.REFUSED),
    }
    return {
        name: make.keep(
            StorySuggestion(
                story_id=story.id,
                place=Place.SUMMARY,
                language="kk",
                start_char=0,
                end_char=3,
                kind=kind,
                theme=theme,
                text_digest=digest_of(story.summary_kk),
                words_digest=digest_of(name),
                mark=digest_of(name),
                state=state,
            )
        ).id
        for name, (kind, theme, state) in told.items()
    }
