"""An organisation's own questions, and questions chosen for a session."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.sessions import queries as sessions
from stories.sessions.errors import WrongState
from stories.sessions.guides import queries
from stories.sessions.guides.catalogue import THEMES, banned, house_questions, place_of
from stories.sessions.guides.errors import BadQuestion, NothingChosen
from stories.sessions.guides.models import LONGEST, AgeBand, AskedOf, Prompt, Question
from stories.sessions.guides.rules import Ground, objections
from stories.sessions.guides.words import refusal
from stories.sessions.marks import mark
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import PLAN
from stories.sessions.rules import MOVES, Move

TEXTS = ("text_kk", "text_ru", "text_en")
BOTH = _l("Write the question in Kazakh and in Russian.")
LONG = _l("This is too long.")
NO_THEME = _l("Choose a theme from the list.")
NO_AGE = _l("Tick at least one age.")
NO_WHOM = _l("Say whom the question is for.")


@dataclass(frozen=True)
class OwnQuestion:
    """What an organisation writes of its own; Kazakh and Russian are both wanted, English not."""

    theme: str
    asked_of: AskedOf
    ages: tuple[AgeBand, ...]
    sensitive: bool
    text_kk: str
    text_ru: str
    text_en: str = ""


def add_question(actor: Actor, organisation_id: uuid.UUID, own: OwnQuestion) -> Prompt:
    """Keep a question for one organisation; raises BadQuestion with a sentence for each field."""
    row = Prompt(id=uuid.uuid4(), organisation_id=organisation_id, created_by=actor.id)
    require(actor, PLAN, row)
    _check(own)
    row.key = f"own-{row.id.hex}"
    _fill(row, own)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.question_added", row)
    return row


def change_question(actor: Actor, row: Prompt, own: OwnQuestion) -> Prompt:
    """Put a question in other words, in every session it was chosen for; raises BadQuestion."""
    require(actor, PLAN, row)
    _check(own)
    _fill(row, own)
    audit.record(actor, "sessions.question_changed", row)
    return row


def retire_question(actor: Actor, row: Prompt) -> Prompt:
    """Offer a question no more; sessions it was chosen for keep it."""
    require(actor, PLAN, row)
    row.retired_at = row.retired_at or now()
    audit.record(actor, "sessions.question_retired", row)
    return row


def choose_questions(
    actor: Actor, session: StorytellingSession, keys: Iterable[str]
) -> StorytellingSession:
    """Add questions to those a session has; raises WrongState and NothingChosen."""
    require(actor, PLAN, session)
    sessions.lock_session(session)
    if (session.state, Move.CHANGE) not in MOVES:
        raise WrongState(Move.CHANGE)
    wanted = tuple(dict.fromkeys(keys))
    offered = {one.key for one in queries.offered([session.organisation_id])}
    if not wanted or not offered.issuperset(wanted):
        raise NothingChosen
    mine = tuple(prompt.key for prompt in session.prompts)
    session.prompts = kept((*mine, *wanted))
    mark(session, noticed=False)
    audit.record(actor, "sessions.questions_chosen", session, detail={"questions": len(wanted)})
    return session


def kept(keys: Iterable[str]) -> list[Prompt]:
    """Rows of questions, in the order in which they are asked; a step of services that authorise.

    The house's own get a row when they are first chosen, and its words as they are today.
    """
    wanted = tuple(dict.fromkeys(keys))
    rows = queries.prompts_by_keys(wanted)
    house = house_questions()
    found = []
    for key in wanted:
        row = rows.get(key) or _first_row(house[key])
        if key in house:
            _refresh(row, house[key])
        found.append(row)
    return sorted(found, key=lambda row: (row.place, row.key))


def _first_row(question: Question) -> Prompt:
    # Two houses may choose a question for the first time in the same moment.
    try:
        with db.session.begin_nested():
            row = Prompt(key=question.key)
            _refresh(row, question)
            db.session.add(row)
    except IntegrityError:
        return queries.prompts_by_keys([question.key])[question.key]
    return row


def _refresh(row: Prompt, question: Question) -> None:
    told = {name: getattr(question, name) for name in ("theme", "asked_of", "sensitive", *TEXTS)}
    told |= {"place": question.place, "ages": [age.value for age in question.ages]}
    for name, value in told.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _fill(row: Prompt, own: OwnQuestion) -> None:
    row.theme, row.place = own.theme, place_of(own.theme)
    row.asked_of, row.sensitive = own.asked_of, own.sensitive
    row.ages = [age.value for age in AgeBand if age in own.ages]
    for name in TEXTS:
        setattr(row, name, getattr(own, name).strip())


def _check(own: OwnQuestion) -> None:
    problems = dict(_missing(own)) | dict(_objected(own))
    if problems:
        raise BadQuestion(problems)


def _missing(own: OwnQuestion) -> Iterator[tuple[str, object]]:
    if own.theme not in THEMES:
        yield "theme", NO_THEME
    if not own.ages:
        yield "ages", NO_AGE
    for name in TEXTS:
        written = getattr(own, name).strip()
        if not written and name != "text_en":
            yield name, BOTH
        elif len(written) > LONGEST:
            yield name, LONG


def _objected(own: OwnQuestion) -> Iterator[tuple[str, object]]:
    for name in TEXTS:
        for found in objections(getattr(own, name), banned()):
            if found.ground is Ground.LOSS and own.sensitive:
                continue
            yield name, refusal(found)
            break
