"""What the pages show: rows become words, and rules become sentences."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from stories.foundation.access import current_actor
from stories.foundation.panels import panels
from stories.people import queries
from stories.people.explained import Scene, Told, tell
from stories.people.kin import TIES
from stories.people.models import AccessNeed, Agreement, Generation, Person, Readiness, Stage, Use
from stories.people.rules import (
    Explanation,
    Gap,
    Permission,
    Voice,
    explain,
    is_child,
    may_represent,
    permitted,
)
from stories.people.words import (
    ACCESS_NEEDS,
    AUDIENCES,
    EVIDENCES,
    GENERATIONS,
    INTERESTS,
    NAMINGS,
    OUTCOMES,
    STAGES,
    USES_SHORT,
    WAYS,
    language_name,
    languages_in_a_row,
)


@dataclass(frozen=True)
class Page:
    """A part of a list: ``number`` of ``count`` pages, each ``size`` long."""

    total: int
    asked: str
    size: int

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        # Seven digits are more pages than there will ever be people.
        wanted = int(self.asked) if self.asked.isdecimal() and len(self.asked) < 7 else 1  # noqa: PLR2004
        return min(max(wanted, 1), self.count)

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        return self.first + self.size


@dataclass(frozen=True)
class Line:
    """A person in the list."""

    person: Person
    generation: Any
    languages: str
    state: str


@dataclass(frozen=True)
class Scope:
    """What a person permits about one session, or about any, and the answers it rests on."""

    session_id: uuid.UUID | None
    session: Markup | None
    permission: Permission
    uses: list[Any]
    audience: Any
    naming: Any
    told: Told
    answers: list["AnswerLine"]


@dataclass(frozen=True)
class AnswerLine:
    """An agreement in words."""

    row: Agreement
    stage: Any
    uses: list[Any]
    audience: Any
    naming: Any
    evidence: Any
    outcome: Any
    language: str
    by_representative: bool


@dataclass(frozen=True)
class PersonView:
    """Everything the page of one person says beyond its columns."""

    generation: Any
    child: bool
    age_band: str
    languages: str
    scopes: list[Scope]
    represented_by: list[Any]
    represents: list[Any]
    apart: list[Any]
    ways: list[tuple[Any, str, bool]]
    relations: list[tuple[Any, Person, Any]]
    interpreter: str
    needs: str
    interests: str
    identity: tuple[Any, str] | None


def lines(people: list[Person], on: date) -> list[Line]:
    """People for the list, with what is to be done about each: ready, ask, or not_now."""
    voices = queries.voices_for_many({item.id: ([item.id], None) for item in people})
    return [
        Line(
            item, GENERATIONS[item.generation], _languages(item), _state(item, voices[item.id], on)
        )
        for item in people
    ]


def _state(row: Person, voices: list[Voice], on: date) -> str:
    if row.generation is Generation.REPRESENTATIVE:
        return ""
    if row.readiness is Readiness.NOT_NOW:
        return "not_now"
    return "ready" if Use.RECORD in permitted(voices, on).uses else "ask"


def _languages(row: Person) -> str:
    return languages_in_a_row(language_name(code) for code in row.languages)


def of(row: Person, on: date) -> PersonView:
    """The page of one person on a day."""
    voice = queries.voices_for([row.id], None)[0]
    links = queries.representations_of(row.id)
    return PersonView(
        generation=GENERATIONS[row.generation],
        child=is_child(voice, on),
        age_band=str(_("Under 18") if is_child(voice, on) else _("Adult")),
        languages=_languages(row),
        scopes=_scopes(row, on),
        represented_by=[item for item in links if item.child_id == row.id],
        represents=[item.child for item in links if item.representative_id == row.id],
        apart=queries.kept_apart_from(row.id),
        ways=[(WAYS[way.kind], way.value, way.preferred) for way in row.reached_by],
        relations=[(one, other, TIES[tie]) for one, other, tie in queries.related_to(row.id)],
        interpreter=_interpreter(row),
        needs=", ".join(str(ACCESS_NEEDS[AccessNeed(need)]) for need in row.access_needs),
        interests=interests_told(row.interests),
        identity=queries.last_identity_check(row.id),
    )


def _interpreter(row: Person) -> str:
    if not row.needs_interpreter:
        return ""
    if not row.interpreter_language:
        return str(_("Needs an interpreter"))
    language = language_name(row.interpreter_language)
    return str(_("Needs an interpreter: %(language)s", language=language))


def interests_told(values: Iterable[str]) -> str:
    """Interests in words: those of the list translated, the others as they were written."""
    words: dict[str, Any] = {item.value: word for item, word in INTERESTS.items()}
    return ", ".join(str(words.get(value, value)) for value in values)


def _scopes(row: Person, on: date) -> list[Scope]:
    sessions = dict.fromkeys(item.session_id for item in row.agreements if item.session_id)
    wanted: list[uuid.UUID | None] = [None, *sessions]
    voices = queries.voices_for_many({item: ([row.id], item) for item in wanted})
    return [_scope(row, item, voices[item], on) for item in wanted]


def _scope(row: Person, session_id: uuid.UUID | None, voices: list[Voice], on: date) -> Scope:
    scene = Scene(current_actor(), row, session_id, alone=True)
    told = tell(scene, _about(explain(voices, on), session_id))
    permission = told.permission
    mine = [item for item in row.agreements if item.session_id == session_id]
    return Scope(
        session_id,
        session_line(session_id),
        permission,
        [USES_SHORT[use] for use in Use if use in permission.uses],
        AUDIENCES[permission.audience],
        NAMINGS[permission.naming[row.id]],
        told,
        [agreement_line(item) for item in reversed(mine)],
    )


def _about(explanation: Explanation, session_id: uuid.UUID | None) -> Explanation:
    if session_id is not None:
        return explanation
    # What may be done with a recording is asked session by session.
    asked_now = [i for i in explanation.hindered if i.obstacle.gap is not Gap.NO_AGREEMENT_AFTER]
    return replace(explanation, hindered=tuple(asked_now))


def agreement_line(row: Agreement) -> AnswerLine:
    """An agreement in the words of the page."""
    return AnswerLine(
        row=row,
        stage=STAGES[row.stage],
        uses=[USES_SHORT[use] for use in Use if use.value in row.uses],
        audience=AUDIENCES[row.audience] if row.stage is Stage.AFTER else None,
        naming=NAMINGS[row.naming] if row.stage is Stage.AFTER else None,
        evidence=EVIDENCES[row.evidence],
        outcome=OUTCOMES[row.outcome] if row.outcome else None,
        language=language_name(row.language),
        by_representative=row.signer_id != row.person_id,
    )


def session_line(session_id: uuid.UUID | None) -> Markup | None:
    """How the sessions' room calls a session; empty when it is not the actor's to see."""
    return None if session_id is None else panels("session_line", session_id)


def possible_representatives(row: Person, others: Iterable[Person], on: date) -> list[Person]:
    """Grown-ups of the same organisation who do not represent the child yet."""
    linked = {item.representative_id for item in row.representations}
    return [item for item in others if item.id not in linked and _grown(item, on)]


def _grown(row: Person, on: date) -> bool:
    return may_represent(row.generation, Voice(row.id, row.birth_year, row.birth_date), on)
