"""What hiding some words means: the sound, the other texts, what is read instead."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stories.moderation.models import Story
from stories.moderation.redaction.applying import Spoken, spoken_in
from stories.moderation.redaction.errors import BadPlace, LookFurther
from stories.moderation.redaction.guessing import guessed
from stories.moderation.redaction.matching import Key, Text
from stories.moderation.redaction.rules import place_fault
from stories.moderation.redaction.words import Heard, between, core_of, heard_words, words_of
from stories.moderation.redaction.words import touched as touched_words
from stories.moderation.timeline import Span
from stories.moderation.wording import in_form_of
from stories.people.models import Person

Chosen = Mapping[Key, frozenset[int]]


@dataclass(frozen=True)
class Wanted:
    """What somebody wants hidden. ``core`` is in milliseconds of the recording.

    ``chosen`` has the places of words for each text that was looked at; none where it tells
    nothing of it. ``instead`` is read in place of the words, the mark where it is empty.
    """

    core: Span
    chosen: Chosen
    reason: str
    instead: Mapping[str, str] = field(default_factory=dict)
    tone: bool = False


@dataclass(frozen=True)
class Passage:
    """A segment of a story with its texts; ``heard`` are the words of what was said."""

    spoken: Spoken
    heard: tuple[Heard, ...]

    @property
    def said(self) -> Key:
        return self.spoken.segment.id, self.spoken.segment.language

    @property
    def texts(self) -> list[Text]:
        """Its texts, the one that was said first."""
        return sorted(self.spoken.texts, key=lambda one: one.key != self.said)

    @property
    def span(self) -> Span:
        return self.spoken.segment.start_ms, self.spoken.segment.end_ms


def passages(story: Story) -> list[Passage]:
    """A story's passages as they were said, in order."""
    return [Passage(one, tuple(_heard(one))) for one in spoken_in([story.id])[story.id]]


def _heard(one: Spoken) -> list[Heard]:
    row = one.segment
    return heard_words(row.text, row.words, row.start_ms, row.end_ms)


def within(found: Iterable[Passage], core: Span) -> list[Passage]:
    """Passages that are heard within a core, if only partly."""
    return [one for one in found if one.span[0] < core[1] and one.span[1] > core[0]]


def by_words(found: Iterable[Passage], chosen: Chosen) -> Span | None:
    """From the first chosen word that was said to the last; None if none was."""
    heard = [one.heard[place] for one in found for place in _places(one, chosen)]
    return core_of(heard)


def _places(one: Passage, chosen: Chosen) -> tuple[int, ...]:
    return between(one.heard, chosen.get(one.said, frozenset()))


def by_times(found: Iterable[Passage], core: Span) -> dict[Key, frozenset[int]]:
    """The words that were said within a core, for each passage it touches."""
    return {one.said: frozenset(touched_words(one.heard, core)) for one in within(found, core)}


def followed(
    found: Iterable[Passage], chosen: Chosen, core: Span | None
) -> dict[Key, frozenset[int]]:
    """The same choice without holes, and a guess for each text in which nobody has chosen yet."""
    done: dict[Key, frozenset[int]] = {}
    for one in found:
        near = core is not None and bool(within([one], core))
        if not near and not any(text.key in chosen for text in one.texts):
            continue
        done[one.said] = frozenset(_places(one, chosen))
        said = one.spoken.segment.text
        for text in one.texts:
            if text.key != one.said:
                guess = guessed(said, done[one.said], text.text)
                done[text.key] = frozenset(chosen.get(text.key, guess))
    return done


def require_place(story: Story, core: Span) -> None:
    """Raise BadPlace where nothing can be hidden, whatever else is hidden in the story."""
    fault = place_fault(core, story.timeline, ())
    if fault:
        raise BadPlace(fault)


def for_words(
    story: Story,
    segment_id: uuid.UUID,
    language: str,
    start: int,
    end: int,
    *,
    reason: str,
    person: Person | None = None,
    tone: bool = False,
) -> Wanted:
    """Characters [start, end) of one text of a story, with everything that follows from them.

    With a ``person`` their pseudonym is read instead. Raises LookFurther where no such words are.
    """
    found = passages(story)
    here = next((one for one in found if one.spoken.segment.id == segment_id), None)
    texts = here.texts if here else []
    text = next((one for one in texts if one.language == language), None)
    places = _touched_places(text.text, start, end) if text else frozenset()
    if here is None or text is None or not places:
        raise LookFurther
    chosen = {text.key: places}
    if text.key != here.said:
        chosen[here.said] = guessed(text.text, places, here.spoken.segment.text)
    core = by_words(found, chosen) or here.span
    whole = followed(found, by_times(found, core) | chosen, core)
    instead = instead_of(found, whole, person) if person else {}
    return Wanted(core, whole, reason, instead, tone)


def _touched_places(text: str, start: int, end: int) -> frozenset[int]:
    return frozenset(
        place for place, one in enumerate(words_of(text)) if one.start < end and one.end > start
    )


def instead_of(found: Iterable[Passage], chosen: Chosen, person: Person) -> dict[str, str]:
    """A person's pseudonym in each language, in the form in which the first name stands there."""
    told: dict[str, str] = {}
    for text in [text for one in found for text in one.texts]:
        places = sorted(chosen.get(text.key, ()))
        if places and text.language in {"kk", "ru"} and text.language not in told:
            words = words_of(text.text)
            start, end = words[places[0]].start, words[places[-1]].end
            told[text.language] = in_form_of(
                text.text[start:end],
                str(person.pseudonym or ""),
                text.language,
                base=person.name,
                before=text.text[:start],
            )
    return told
