"""What follows in this room from what closes below: books that hold it are let go (DOMAIN C8)."""

import uuid

from stories.collections import queries
from stories.collections.services.letting_go import look_later
from stories.moderation import queries as moderation


def story_changed(story_id: uuid.UUID) -> None:
    """A story moved, was closed or asked to be taken down."""
    look_later(queries.editions_with(moderation.stories_by_ids([story_id]).values()))


def agreement_changed(agreement_id: uuid.UUID) -> None:
    """Somebody gave another answer, or took one back."""
    look_later(queries.editions_with(moderation.stories_of_agreement(agreement_id)))


def never_publish_said(person_id: uuid.UUID) -> None:
    """Somebody decided that nothing of theirs is published."""
    look_later(queries.editions_with(moderation.stories_of_person(person_id)))
