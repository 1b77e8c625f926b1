"""Reading questions."""

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.sessions.guides.catalogue import house_questions
from stories.sessions.guides.models import AgeBand, Prompt, Question
from stories.sessions.policy import PLAN, VIEW


def offered(organisations: Iterable[uuid.UUID]) -> list[Question]:
    """The house's own questions and those of organisations that are not retired, in order."""
    return _with_house(Prompt.organisation_id.in_(set(organisations)))


def seen(actor: Actor) -> list[Question]:
    """The same for whoever looks through the guides."""
    return _with_house(visible(actor, VIEW, Prompt) & Prompt.organisation_id.is_not(None))


def _with_house(whose: ColumnElement[bool]) -> list[Question]:
    own = db.session.scalars(select(Prompt).where(whose, Prompt.retired_at.is_(None)))
    found = [*house_questions().values(), *map(as_question, own)]
    return sorted(found, key=lambda one: (one.place, one.key))


def as_question(row: Prompt) -> Question:
    """A kept row as pages and rules see it."""
    return Question(
        key=row.key,
        place=row.place,
        theme=row.theme,
        asked_of=row.asked_of,
        ages=tuple(AgeBand(age) for age in row.ages),
        sensitive=row.sensitive,
        text_kk=row.text_kk,
        text_ru=row.text_ru,
        text_en=row.text_en,
        organisation_id=row.organisation_id,
        id=row.id,
        retired=row.retired_at is not None,
    )


def own_question(actor: Actor, prompt_id: uuid.UUID) -> Prompt:
    """An organisation's own question the actor may change; the house's own are nobody's to."""
    row = db.session.get(Prompt, prompt_id)
    if row is None or row.organisation_id is None:
        raise NotFound
    require(actor, PLAN, row)
    return row


def prompts_by_keys(keys: Iterable[str]) -> dict[str, Prompt]:
    """Kept questions by key."""
    rows = db.session.scalars(select(Prompt).where(Prompt.key.in_(set(keys))))
    return {row.key: row for row in rows}
