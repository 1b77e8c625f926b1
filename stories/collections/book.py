"""A collection as a book: what stands on its pages, in both languages."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from stories.collections.labels import words_of
from stories.collections.models import Collection
from stories.moderation.models import Story
from stories.moderation.queries import Line, lines_of, narrator_names

LANGUAGES = ("kk", "ru")


@dataclass(frozen=True)
class Chapter:
    """A story on its own page. ``told_by`` has a sentence in each language."""

    name: str
    story: Story
    told_by: dict[str, str]
    lines: list[Line]


@dataclass(frozen=True)
class Book:
    """Everything an edition shows. ``words`` are the book's own words by language."""

    identifier: str
    changed_at: datetime
    collection: Collection
    chapters: list[Chapter]
    labels: dict[str, list[str]]
    words: dict[str, dict[str, str]]


def book_of(
    collection: Collection, stories: Sequence[Story], identifier: uuid.UUID, at: datetime
) -> Book:
    """Gather a book from stories that are open; ``at`` is when it is made, in UTC."""
    lines = lines_of(stories)
    told = {language: _told_by(stories, language) for language in LANGUAGES}
    chapters = [
        Chapter(
            f"story-{number}",
            story,
            {language: told[language][story.id] for language in LANGUAGES},
            lines[story.id],
        )
        for number, story in enumerate(stories, 1)
    ]
    return Book(
        identifier=f"urn:uuid:{identifier}",
        changed_at=at.replace(microsecond=0),
        collection=collection,
        chapters=chapters,
        labels={language: _labels(collection, language) for language in LANGUAGES},
        words={language: _words(language) for language in LANGUAGES},
    )


def _told_by(stories: Sequence[Story], language: str) -> dict[uuid.UUID, str]:
    with force_locale(language):
        names = narrator_names(stories)
        return {key: str(_("Told by: %(name)s", name=name)) for key, name in names.items()}


def _labels(collection: Collection, language: str) -> list[str]:
    with force_locale(language):
        return [str(word) for word in words_of(collection.labels)]


def _words(language: str) -> dict[str, str]:
    with force_locale(language):
        return {
            "contents": str(_("Contents")),
            "house": str(_("Stories between generations")),
            "cover": str(_("Cover")),
            "note": str(_("Before you read")),
        }
