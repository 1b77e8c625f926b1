"""What is looked through, how a find is known again, and the note that hard words propose. Pure."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from stories.moderation.suggesting.finders import Found, Kind, Known, Theme
from stories.moderation.suggesting.finders.words import folded
from stories.moderation.suggesting.models import Place

FINDERS: Final = 2  # grows when the finders find more: older stories are then looked through anew
AROUND: Final = 90
LANGUAGES: Final = ("kk", "ru")


@dataclass(frozen=True, slots=True)
class Text:
    """One of a story's texts; ``at_ms`` is where it begins, from the story's start."""

    place: Place
    segment_id: uuid.UUID | None
    language: str
    text: str
    at_ms: int = 0

    @property
    def digest(self) -> str:
        return digest_of(self.text)


@dataclass(frozen=True, slots=True)
class Marked:
    """A find, the text it stands in, and digests of its words and of its place."""

    text: Text
    found: Found
    words_digest: str
    mark: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words as they stand in their sentence."""

    before: str
    words: str
    after: str


def digest_of(*parts: object) -> str:
    """A digest of some texts, in hexadecimal digits."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def digest_of_all(texts: Iterable[Text], known: Iterable[Known]) -> str:
    """A digest of everything a search depends on."""
    read = [part for one in texts for part in (one.place, one.segment_id, one.language, one.text)]
    people = sorted(f"{one.person_id}{one.name}" for one in known)
    return digest_of(FINDERS, *read, *people)


def marked(found: Iterable[tuple[Text, Found]]) -> Iterator[Marked]:
    """Each find with its mark. What is hard is suggested once for each theme of a story."""
    seen: Counter[tuple[object, ...]] = Counter()
    themes: set[Theme | None] = set()
    for text, one in found:
        if one.kind is Kind.HARD:
            if one.theme not in themes:
                themes.add(one.theme)
                yield Marked(text, one, digest_of(one.theme), digest_of("hard", one.theme))
            continue
        words = folded(text.text[one.start : one.end])
        key = (text.place, text.segment_id, text.language, words)
        seen[key] += 1
        yield Marked(text, one, digest_of(text.language, words), digest_of(*key, seen[key]))


def sentence_around(text: str, start: int, end: int) -> Sentence:
    """The words between ``start`` and ``end`` and what stands around them, cut at spaces."""
    before, after = text[:start], text[end:]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return Sentence(before, text[start:end], after)


_THEMES: Final = {
    Theme.LOSS: ("жақынын жоғалту", "потеря близких"),
    Theme.WAR: ("соғыс", "война"),
    Theme.HUNGER: ("аштық", "голод"),
    Theme.VIOLENCE: ("зорлық-зомбылық", "насилие"),
    Theme.SELF_HARM: ("өзіне қол жұмсау", "самоубийство"),
    Theme.CAPTIVITY: ("тұтқын мен түрме", "неволя и тюрьма"),
    Theme.FEAR: ("үрей мен қорқынышты түстер", "страх и ночные кошмары"),
}


def note_about(themes: Iterable[Theme]) -> tuple[str, str]:
    """The content note that themes propose, in Kazakh and in Russian; empty for none."""
    listed = [_THEMES[theme] for theme in Theme if theme in set(themes)]
    if not listed:
        return "", ""
    kk, ru = (", ".join(one[place] for one in listed) for place in (0, 1))
    return f"Әңгімеде ауыр тақырыптар айтылады: {kk}.", f"В истории звучат тяжёлые темы: {ru}."


def is_told(theme: Theme, note_kk: str, note_ru: str) -> bool:
    """Whether a content note names a theme already."""
    kk, ru = _THEMES[theme]
    return kk in note_kk.casefold() or ru in note_ru.casefold()
