"""What a reviewer sees of a story, so that what changed can be told when they look again."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.positions import position
from stories.moderation.models import Story
from stories.moderation.queries import Line

Teller = Callable[[Story], list[str]]
NAMES = (
    "title_kk", "title_ru", "summary_kk", "summary_ru", "content_note_kk", "content_note_ru",
)  # fmt: skip
WORDS: dict[str, Any] = {
    "title": _l("Title"),
    "summary": _l("Summary"),
    "content_note": _l("Content note"),
    "text": _l("The text"),
    "stretches": _l("What is heard of it"),
}
_tellers: dict[str, Teller] = {}


def also(name: str, word: Any, tell: Teller) -> None:
    """Another room of the house tells what else reviewers see; ``word`` names it on the page."""
    WORDS[name], _tellers[name] = word, tell


def look_at(story: Story, lines: Iterable[Line]) -> dict[str, Any]:
    """Everything that is looked at, as JSON can keep it; times of lines are ms of the story."""
    heard = [f"{position(start)}–{position(end)}" for start, end in story.spans]
    more = {"stretches": heard} | {name: tell(story) for name, tell in _tellers.items()}
    return {
        "words": {name: getattr(story, name) for name in NAMES},
        "lines": [[line.start_ms, line.end_ms, line.kk, line.ru] for line in lines],
        "more": more,
    }
