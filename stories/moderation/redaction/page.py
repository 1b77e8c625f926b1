"""What the page for hiding a part shows: passages, what is ticked, and what follows from it."""

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from stories.moderation.models import Story
from stories.moderation.redaction.applying import part_of
from stories.moderation.redaction.asking import (
    Passage,
    Wanted,
    by_times,
    by_words,
    followed,
    instead_of,
    passages,
    within,
)
from stories.moderation.redaction.forms import THE_MARK, HideForm
from stories.moderation.redaction.guessing import guessed
from stories.moderation.redaction.matching import Key, Text, locate
from stories.moderation.redaction.models import Redaction
from stories.moderation.redaction.rules import snapped
from stories.moderation.redaction.words import Heard, words_of
from stories.moderation.timeline import Span
from stories.people.models import Person

BESIDE = 1  # passages shown before and after the one that was asked for


@dataclass(frozen=True)
class Box:
    """A word to tick, what stands before it, and when it is heard (ms); no times beside it.

    ``signs`` follow it without a space.
    """

    place: int
    before: str
    text: str
    signs: str
    ticked: bool
    heard: Heard | None


@dataclass(frozen=True)
class Shown:
    """A text with a box for each word, and what stands after the last."""

    text: Text
    boxes: tuple[Box, ...]
    after: str


def _gap(between: str) -> tuple[str, str]:
    """The signs that belong to the word before, and the rest."""
    found = re.match(r"\S*", between)
    signs = found.group() if found else ""
    return signs, between[len(signs) :]


@dataclass(frozen=True)
class Choice:
    """What is chosen so far. ``core`` is None while nothing was said and no time was typed."""

    found: tuple[Passage, ...]
    ticked: dict[Key, frozenset[int]] = field(default_factory=dict)
    core: Span | None = None
    at: uuid.UUID | None = None

    @property
    def here(self) -> list[Passage]:
        """Passages to show: what is chosen, what the sound touches, and what was asked for."""
        chosen = {key[0] for key, places in self.ticked.items() if places}
        near = set(map(id, within(self.found, self.core))) if self.core else set()
        wanted = [
            place
            for place, one in enumerate(self.found)
            if one.said[0] in chosen or id(one) in near or one.said[0] == self.at
        ]
        first = max((wanted[0] if wanted else 0) - BESIDE, 0)
        last = (wanted[-1] if wanted else 0) + BESIDE
        return list(self.found[first : last + 1])

    @property
    def near(self) -> dict[Key, Text]:
        """Every text that has to be looked at for this choice."""
        named = {key[0] for key, places in self.ticked.items() if places}
        touched = within(self.found, self.core) if self.core else []
        return {
            text.key: text
            for one in self.found
            for text in one.texts
            if one.said[0] in named or one in touched
        }

    def shown(self, one: Passage) -> list[Shown]:
        """A passage's texts with their boxes."""
        return [self._shown(one, text) for text in one.texts]

    def _shown(self, one: Passage, text: Text) -> Shown:
        words, chosen = words_of(text.text), self.ticked.get(text.key, frozenset())
        ends = [0, *(word.end for word in words)]
        starts = [*(word.start for word in words), len(text.text)]
        gaps = [_gap(text.text[a:b]) for a, b in zip(ends, starts, strict=True)]
        first = "".join(gaps[0])
        boxes = tuple(
            Box(
                place,
                gaps[place][1] if place else first,
                word.text,
                gaps[place + 1][0],
                place in chosen,
                one.heard[place] if text.key == one.said else None,
            )
            for place, word in enumerate(words)
        )
        return Shown(text, boxes, gaps[-1][1] if words else first)


def blank(story: Story, at: uuid.UUID | None) -> Choice:
    """Nothing chosen yet; ``at`` is the passage that was asked for."""
    return Choice(tuple(passages(story)), at=at)


def choice_of(story: Story, row: Redaction) -> Choice:
    """What a redaction hides now, as far as it can be found."""
    found = tuple(passages(story))
    texts = {text.key: text for one in found for text in one.texts}
    chosen: dict[Key, frozenset[int]] = {}
    for part in map(part_of, row.parts):
        span = locate(texts[part.key].text, part) if part.key in texts else None
        if span and part.quote:
            places = _places(texts[part.key].text, span)
            chosen[part.key] = chosen.get(part.key, frozenset()) | places
    return Choice(found, chosen, row.core)


def _places(text: str, span: Span) -> frozenset[int]:
    inside = enumerate(words_of(text))
    return frozenset(place for place, one in inside if span[0] <= one.start and one.end <= span[1])


@dataclass(frozen=True)
class Sent:
    """What came with the form. ``was`` and ``before`` are the times and words the page had."""

    ticked: dict[Key, frozenset[int]]
    looked: set[Key]
    typed: Span | None
    was: Span | None
    before: str


def said_words(choice: Choice) -> str:
    """A short sign of which spoken words are ticked, to see whether they were changed."""
    said = {one.said for one in choice.found}
    chosen = sorted(
        (str(key), sorted(places)) for key, places in choice.ticked.items() if key in said
    )
    return hashlib.sha256(repr([one for one in chosen if one[1]]).encode()).hexdigest()[:16]


def after(start: Choice, sent: Sent) -> Choice:
    """What follows from ticks and typed times: each follows the other, the newer one leads."""
    found = start.found
    kept = {key: sent.ticked.get(key, frozenset()) for key in sent.looked | set(sent.ticked)}
    other_words = said_words(replace(start, ticked=kept)) != sent.before
    kept |= _said_from_others(found, kept, sent.looked)
    # Times that were emptied are not kept behind anybody's back.
    still = sent.was if sent.typed and not other_words else None
    core = still or by_words(found, kept)
    if sent.typed and sent.typed != sent.was:
        core = snapped(*sent.typed, _sure(found))
        if not other_words or not by_words(found, kept):
            kept |= by_times(found, core)
    return replace(start, ticked=followed(found, kept, core), core=core)


def _said_from_others(
    found: Iterable[Passage], kept: Mapping[Key, frozenset[int]], looked: set[Key]
) -> dict[Key, frozenset[int]]:
    """A guess what was said, where words are ticked in the other language alone."""
    guesses: dict[Key, frozenset[int]] = {}
    for one in found:
        if kept.get(one.said) or one.said in looked:
            continue
        for text in one.texts:
            if kept.get(text.key):
                said = one.spoken.segment.text
                guesses[one.said] = guessed(text.text, kept[text.key], said)
    return guesses


def _sure(found: Iterable[Passage]) -> list[Span]:
    return [word.span for one in found for word in one.heard if word.sure]


def wanted(choice: Choice, form: HideForm, people: Sequence[Person]) -> Wanted:
    """What the form asks for, once all of it was looked at."""
    texts = choice.near
    chosen = {key: choice.ticked.get(key, frozenset()) for key in texts}
    return Wanted(
        choice.core or (0, 0),
        chosen,
        form.reason.data or "",
        _instead(choice, form, people),
        form.sound.data == "tone",
    )


def _instead(choice: Choice, form: HideForm, people: Sequence[Person]) -> dict[str, str]:
    if form.instead.data == THE_MARK:
        return {}
    person = next((one for one in people if str(one.id) == form.instead.data), None)
    told = instead_of(choice.found, choice.ticked, person) if person else {}
    typed = {"kk": form.instead_kk.data, "ru": form.instead_ru.data}
    return told | {key: text.strip() for key, text in typed.items() if text and text.strip()}


def fill(form: HideForm, choice: Choice, people: Sequence[Person]) -> None:
    """Put what follows into the form's fields."""
    if choice.core and not (form.start.errors or form.end.errors):
        form.start.put(choice.core[0])
        form.end.put(choice.core[1])
    told = _instead(choice, form, people)
    form.instead_kk.data, form.instead_ru.data = told.get("kk", ""), told.get("ru", "")
