"""Questions as pages draw them: by theme, with whom they suit and what they ask."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from stories.foundation.i18n import locale_code
from stories.sessions.guides.catalogue import THEMES as ORDER
from stories.sessions.guides.models import AgeBand, AskedOf, Question
from stories.sessions.guides.rules import parted
from stories.sessions.guides.words import THEMES, ages_told, prompt_text


@dataclass(frozen=True)
class Line:
    """A question as it is offered to be ticked."""

    question: Question
    text: str
    told: str
    chosen: bool

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def hidden(self) -> bool:
        """Whether it is shown only to those who want what asks for care."""
        return self.question.sensitive and not self.chosen


@dataclass(frozen=True)
class Drawer:
    """A theme's questions; ``later`` are for other ages than the youngest who listens."""

    name: str
    first: list[Line]
    later: list[Line]

    @property
    def chosen(self) -> int:
        return sum(line.chosen for line in (*self.first, *self.later))


def drawers(
    questions: Iterable[Question], chosen: Collection[str], band: AgeBand | None
) -> list[Drawer]:
    """Questions by theme; themes without any are left out."""
    whole = list(questions)
    # What an older session was planned with may be of a theme there is no more.
    found = [
        _drawer(str(THEMES[theme]), [one for one in whole if one.theme == theme], chosen, band)
        for theme in ORDER
    ]
    rest = [one for one in whole if one.theme not in ORDER]
    found += [_drawer(str(_("Others")), rest, chosen, band)]
    return [drawer for drawer in found if drawer.first or drawer.later]


def _drawer(
    name: str, mine: list[Question], chosen: Collection[str], band: AgeBand | None
) -> Drawer:
    first, later = parted(mine, band)
    return Drawer(name, _lines(first, chosen), _lines(later, chosen))


def _lines(questions: Iterable[Question], chosen: Collection[str]) -> list[Line]:
    language = locale_code()
    return [
        Line(one, prompt_text(one, language), told(one), one.key in chosen) for one in questions
    ]


@dataclass(frozen=True)
class GuideLine:
    """A question as the guides list it: in the reader's language, then in the others."""

    question: Question
    texts: list[tuple[str, str]]
    told: str
    may_change: bool

    @property
    def key(self) -> str:
        return self.question.key


def shelves(
    questions: Iterable[Question], mine: Collection[uuid.UUID]
) -> list[tuple[str, list[GuideLine]]]:
    """Questions under their theme's name; ``mine`` are organisations whose own may be changed."""
    whole = list(questions)
    found = [
        (str(THEMES[theme]), [_guide_line(one, mine) for one in whole if one.theme == theme])
        for theme in ORDER
    ]
    return [(name, lines) for name, lines in found if lines]


def _guide_line(question: Question, mine: Collection[uuid.UUID]) -> GuideLine:
    language = locale_code()
    codes = [language, *(code for code in ("kk", "ru") if code != language)]
    texts = [(code, getattr(question, f"text_{code}")) for code in codes]
    return GuideLine(
        question,
        [(code, text) for code, text in texts if text],
        told(question),
        may_change=question.organisation_id in mine,
    )


def told(question: Question) -> str:
    """«For the elder · 6–13»: whom a question is put to and whom it suits."""
    young = question.asked_of is AskedOf.YOUNG
    whom = _("put to the young person") if young else _("put to the elder")
    return f"{whom} · {ages_told(question)}"
