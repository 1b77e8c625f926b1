"""What the checklist asks, and when it is missed. Pure."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stories.sessions.after.debrief.models import Mark

FEWEST, MOST = 3, 12  # questions of an organisation's own
LONGEST = 200
REMINDED = timedelta(days=14)


@dataclass(frozen=True)
class Question:
    """A question in Kazakh and Russian, and in English where it has any."""

    key: str
    kk: str
    ru: str
    en: str = ""
    manual_id: uuid.UUID | None = None


@dataclass(frozen=True)
class QuestionSet:
    """Questions in one version: the house's own, or those of an organisation (``checklist_id``)."""

    version: int
    questions: tuple[Question, ...]
    checklist_id: uuid.UUID | None = None

    @property
    def name(self) -> str:
        """What a form calls it: «house-1», or the id of an organisation's own."""
        return str(self.checklist_id) if self.checklist_id else f"house-{self.version}"

    def answered(self, marks: Mapping[str, Mark]) -> bool:
        """Whether exactly these questions have an answer."""
        return {one.key for one in self.questions} == set(marks)


def counted(marks: Iterable[str]) -> list[tuple[Mark, int]]:
    """How often each answer was given, in their order, without those that never were."""
    found = Counter(marks)
    return [(mark, found[mark.value]) for mark in Mark if found[mark.value]]


def missed(day: date, on: date) -> bool:
    """Whether a session of a day is to be looked back on: from the next day, for two weeks."""
    return timedelta(0) < on - day <= REMINDED


def with_keys(wanted: Sequence[Question], before: Sequence[Question]) -> tuple[Question, ...]:
    """Questions whose words stand as they stood keep their key; the others get a new one."""
    known = {(one.kk, one.ru): one.key for one in before}
    return tuple(
        Question(known.get((one.kk, one.ru)) or uuid.uuid4().hex, one.kk, one.ru, "", one.manual_id)
        for one in wanted
    )
