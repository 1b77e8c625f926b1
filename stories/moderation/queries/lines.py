"""A story's sentences in both languages, for many stories at once."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from stories.moderation.models import Story
from stories.moderation.redaction.applying import Spoken, hidden_in, spoken_in
from stories.moderation.redaction.matching import Hidden, Key
from stories.moderation.timeline import Timeline
from stories.transcripts.approvals.shown import Stands, stands_of
from stories.translations.models import TranslationState
from stories.translations.rules import OTHER, other_language

NOTHING = Hidden({}, frozenset())


@dataclass(frozen=True)
class Line:
    """A spoken sentence; times are milliseconds from the story's start.

    ``spoken`` is the language it was said in (ISO 639-1). ``checked`` says that a person has
    read it, ``stands`` who approved it, ``confirmed`` that the other language is there and stands.
    ``said`` is what was said in neither of ours. What is hidden stands in none of them (R5).
    """

    start_ms: int
    end_ms: int
    kk: str
    ru: str
    spoken: str
    checked: bool
    confirmed: bool
    said: str = ""
    stands: Stands | None = None


def lines_of(stories: Iterable[Story]) -> dict[uuid.UUID, list[Line]]:
    """The sentences of each story in order; in three queries however many stories."""
    wanted = {story.id: story for story in stories}
    if not wanted:
        return {}
    spoken = spoken_in(list(wanted))
    hidden = hidden_in(spoken)
    stands = stands_of([one.segment for told in spoken.values() for one in told])
    times = {key: story.timeline for key, story in wanted.items()}
    return {
        key: [
            replace(
                _line(times[key], one, hidden.get(key, NOTHING).texts),
                stands=stands[one.segment.id],
            )
            for one in spoken[key]
        ]
        for key in wanted
    }


def _line(times: Timeline, spoken: Spoken, hidden: Mapping[Key, str]) -> Line:
    segment, other = spoken.segment, spoken.other
    start_ms, end_ms = times.in_story(segment.start_ms, segment.end_ms) or (0, 0)
    said = {key: row.text for key, row in other.items()} | {segment.language: segment.text}
    texts = {key: hidden.get((segment.id, key), text) for key, text in said.items()}
    needed = [other_language(segment.language)] if segment.text.strip() else []
    stands = [one in other and other[one].state is TranslationState.CONFIRMED for one in needed]
    return Line(
        start_ms=start_ms,
        end_ms=end_ms,
        kk=texts.get("kk", ""),
        ru=texts.get("ru", ""),
        spoken=segment.language,
        checked=segment.checked_at is not None,
        confirmed=all(stands),
        said="" if segment.language in OTHER else texts[segment.language],
    )
