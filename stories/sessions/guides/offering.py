"""Questions on the plan form: what suits the youngest who listens stands first."""

import uuid
from collections.abc import Iterable
from typing import Any

from stories.foundation.clock import today
from stories.foundation.i18n import locale_code
from stories.people.models import Person
from stories.people.queries import persons_by_ids
from stories.sessions.guides.models import AgeBand, Question
from stories.sessions.guides.queries import as_question, offered
from stories.sessions.guides.rules import band_of, youngest
from stories.sessions.guides.shown import Drawer, drawers
from stories.sessions.guides.words import prompt_text
from stories.sessions.models import StorytellingSession


def offer_questions(
    form: Any, organisations: Iterable[uuid.UUID], row: StorytellingSession | None
) -> None:
    """Give a plan form the questions to choose from, with those its session has already."""
    found = {one.key: one for one in offered(organisations)}
    found |= {one.key: as_question(one) for one in (row.prompts if row else [])}
    language = locale_code()
    form.questions = list(found.values())
    form.prompts.choices = [(one.key, prompt_text(one, language)) for one in form.questions]


def question_drawers(form: Any) -> list[Drawer]:
    """The same by theme, for the people who are ticked as listeners now."""
    offered_ids = {value for value, _label in form.youth.choices}
    ticked = [uuid.UUID(each) for each in form.youth.data or () if each in offered_ids]
    questions: list[Question] = form.questions
    return drawers(questions, form.prompts.data or (), youngest_of(persons_by_ids(ticked).values()))


def youngest_of(people: Iterable[Person]) -> AgeBand | None:
    """The age to choose questions for; None of nobody."""
    day = today()
    return youngest(band_of(one.birth_year, one.birth_date, day) for one in people)
