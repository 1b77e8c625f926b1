"""Which words no question holds, whom a question suits, and how 40 minutes are spent. Pure."""

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from stories.sessions.guides.models import AgeBand, AskedOf, Question

YOUNGEST = AgeBand.SIX
FROM_AGE = ((18, AgeBand.ADULT), (14, AgeBand.FOURTEEN), (10, AgeBand.TEN))
Words = Mapping[str, tuple[str, ...]]


class Ground(enum.StrEnum):
    """What a question must not be about, and what it may be about with care alone."""

    WHY = "why"
    CONFLICT = "conflict"
    LOSS = "loss"


@dataclass(frozen=True)
class Objection:
    """A word that stands in a question, and the ground on which it is not asked."""

    ground: Ground
    word: str


def objections(text: str, banned: Words) -> list[Objection]:
    """Every word in a text that is on the list, «why» and the conflict before loss.

    ``banned`` has entries by ground; a star after an entry takes in all that begins with it.
    """
    spoken = f" {_plain(text)} "
    return [
        Objection(ground, found)
        for ground in Ground
        for entry in banned.get(ground, ())
        if (found := _found(spoken, entry))
    ]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("ё", "е")))


def _found(spoken: str, entry: str) -> str:
    """The whole word or words as they stand in the text; empty where they do not."""
    wanted = re.escape(entry.removesuffix("*")) + (r"\w*" if entry.endswith("*") else "")
    match = re.search(rf"(?<= ){wanted}(?= )", spoken)
    return match[0] if match else ""


# Ages


def band_of(birth_year: int | None, birth_date: date | None, on: date) -> AgeBand:
    """How old somebody is on a day, at the least; whose birth is unknown counts as the youngest."""
    if birth_date is not None:
        age = on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
    elif birth_year is not None:
        age = on.year - birth_year - 1
    else:
        return YOUNGEST
    return next((band for least, band in FROM_AGE if age >= least), YOUNGEST)


def youngest(bands: Iterable[AgeBand]) -> AgeBand | None:
    """The youngest of several; None of nobody."""
    return min(bands, key=list(AgeBand).index, default=None)


def suits(question: Question, band: AgeBand | None) -> bool:
    """Whether a question suits somebody; with nobody chosen yet, every question does."""
    return band is None or band in question.ages


def parted(
    questions: Iterable[Question], band: AgeBand | None
) -> tuple[list[Question], list[Question]]:
    """What suits an age and what does not; what asks for care comes last in both."""
    ranked = sorted(questions, key=lambda one: (one.sensitive, one.place, one.key))
    return (
        [one for one in ranked if suits(one, band)],
        [one for one in ranked if not suits(one, band)],
    )


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; None means all of them."""

    theme: str | None = None
    age: AgeBand | None = None
    care: bool | None = None
    asked_of: AskedOf | None = None

    def takes(self, question: Question) -> bool:
        """Whether a question is among what is looked for."""
        return (
            self.theme in {None, question.theme}
            and suits(question, self.age)
            and self.care in {None, question.sensitive}
            and self.asked_of in {None, question.asked_of}
        )


# The course of a session


class Step(enum.StrEnum):
    """What a session is made of, in order."""

    WELCOME = "welcome"
    MOOD = "mood"
    STORY = "story"
    TEA = "tea"
    CLOSING = "closing"


SHARES = {Step.WELCOME: 5, Step.MOOD: 3, Step.STORY: 20, Step.TEA: 8, Step.CLOSING: 4}  # of 40
MOST = {Step.WELCOME: 8, Step.MOOD: 5, Step.TEA: 15, Step.CLOSING: 8}  # however long it lasts


def agenda(minutes: int) -> list[tuple[Step, int, int]]:
    """Each step with its first and last minute; together they are the whole, the story longest."""
    whole = sum(SHARES.values())
    lengths = {
        step: min(MOST.get(step, minutes), max(2, minutes * share // whole))
        for step, share in SHARES.items()
    }
    lengths[Step.STORY] += minutes - sum(lengths.values())
    found, start = [], 0
    for step, length in lengths.items():
        found.append((step, start, start + length))
        start += length
    return found
