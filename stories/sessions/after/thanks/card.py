"""The card: one A6 page with felt, warm words, the name that may stand there, theme and day."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flask import render_template
from flask_babel import force_locale

from stories.foundation.clock import today
from stories.foundation.i18n import day
from stories.foundation.typeset import typeset
from stories.people.erasing import words_of
from stories.people.models import Naming, Person
from stories.people.queries import voices_for
from stories.people.rules import needs_pseudonym, permitted
from stories.sessions.after.thanks.rules import (
    LONGEST_THEME,
    language_for,
    name_for,
    theme_may_stand,
)
from stories.sessions.models import Attendance, StorytellingSession

HERE = Path(__file__).parent
UNBROKEN = 18  # letters; a longer word may be broken anywhere


def card(row: Attendance, language: str | None = None) -> bytes:
    """The PDF for one who came, in kk or ru; without a language in theirs."""
    chosen = language or language_for(row.person.languages)
    return typeset(_source(), said(row, chosen) | {"felt": felt(row.session)})


def felt(session: StorytellingSession) -> str:
    """The ram's-horn ornament of the house, another for every session."""
    return render_template("sessions/after/felt.svg", seed=session.id.int)


def said(row: Attendance, language: str) -> dict[str, Any]:
    """Everything that stands on the card."""
    words, session = _words()[language], row.session
    age = "young" if is_young(row.person) else "grown"
    with force_locale(language):
        on = day(session.starts_at, session.zone)
    theme = theme_of(session)
    told = words["of"].format(day=on, theme=theme) if theme else words["of_day"].format(day=on)
    return {
        "language": language,
        "thanks": words["thanks"],
        "name": _breakable(name_of(row)),
        "text": words[row.part.value][age],
        "of": _breakable(told),
        "signed": _breakable(words["signed"].format(name=session.facilitator.name)),
    }


def is_young(person: Person) -> bool:
    """Whether somebody is under 18, or may be."""
    born = (person.birth_year, person.birth_date)
    return needs_pseudonym(person.generation, *born, today())


def name_of(row: Attendance) -> str:
    """How a card may call somebody: as they agreed to be named, a child by its pseudonym (P1)."""
    person = row.person
    allowed = permitted(voices_for([person.id], row.session_id), today())
    naming = allowed.naming.get(person.id, Naming.ANONYMOUS)
    return name_for(person.name, person.pseudonym, naming, child=is_young(person))


def theme_of(session: StorytellingSession) -> str:
    """The theme, where it tells neither a place nor anybody of the session; else nothing."""
    theme = session.theme
    if len(theme) > LONGEST_THEME or not theme_may_stand(theme, [session.place]):
        return ""
    named = any(words_of(person).without(theme) != theme for person in session.people)
    return "" if named else theme


def _breakable(text: str) -> str:
    return " ".join(word if len(word) <= UNBROKEN else "\u200b".join(word) for word in text.split())


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))


@cache
def _source() -> str:
    return (HERE / "card.typ").read_text(encoding="utf-8")
