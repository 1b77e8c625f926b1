"""What follows in this room from what closes below: books that hold it are let go (DOMAIN C8)."""

import uuid
from collections.abc import Iterable
from functools import partial

from stories.collections import queries
from stories.collections.models import Edition
from stories.collections.services.letting_go import look_later
from stories.moderation import queries as moderation
from stories.moderation.models import Story


def story_changed(story_id: uuid.UUID) -> None:
    """A story moved, was closed or asked to be taken down."""
    look_later(partial(_holding, {story_id}))


def agreement_changed(agreement_id: uuid.UUID) -> None:
    """Somebody gave another answer, or took one back."""
    _look_at_books_with(moderation.stories_of_agreement(agreement_id))


def never_publish_said(person_id: uuid.UUID) -> None:
    """Somebody decided that nothing of theirs is published."""
    _look_at_books_with(moderation.stories_of_person(person_id))


def _look_at_books_with(stories: Iterable[Story]) -> None:
    look_later(partial(_holding, {story.id for story in stories}))


def _holding(story_ids: set[uuid.UUID]) -> list[Edition]:
    return queries.editions_with(moderation.stories_by_ids(story_ids).values())
