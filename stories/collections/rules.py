"""Whether a book that was made may still be handed out. Pure (DOMAIN C8, M3)."""

import uuid
from dataclasses import dataclass

from stories.people.models import Audience


@dataclass(frozen=True)
class Inside:
    """A story as it stands in a book: the revisions of its words, and how its people are named.

    ``named`` is a digest: a name that may not be told any more is not kept here either.
    """

    story_id: uuid.UUID
    revision: int
    transcript_revision: int
    named: str


@dataclass(frozen=True)
class Contents:
    """What a book holds, for whom, and how it asks to be used.

    ``own`` is a digest of the collection's own words: a name taken out of them is not kept here.
    """

    audience: Audience
    labels: frozenset[str]
    stories: frozenset[Inside]
    own: str = ""


def still_stands(made: Contents, today: Contents) -> bool:
    """Whether everything in a book could go into one made today, word for word.

    A book for other listeners, or one that lacks a label given since, does not stand.
    """
    return (
        bool(made.stories)
        and made.stories <= today.stories
        and made.audience is today.audience
        and made.own == today.own
        and today.labels <= made.labels
    )
