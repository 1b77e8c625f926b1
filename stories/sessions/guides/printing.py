"""A session's plan as one A4 page, to be taken into the room."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from flask_babel import force_locale

from stories.accounts.queries import organisation_by_id, staff_with
from stories.foundation.access import Actor, Role
from stories.foundation.db import kk_key
from stories.foundation.i18n import clock, day_clock, say, weekday
from stories.foundation.typeset import typeset
from stories.people.calling import called
from stories.sessions.guides.catalogue import HERE
from stories.sessions.guides.models import Prompt
from stories.sessions.guides.rules import agenda
from stories.sessions.guides.words import prompt_text
from stories.sessions.models import Part, StorytellingSession
from stories.sessions.readiness import standing
from stories.sessions.words import languages_told

SHEET = HERE / "sheet"
LANGUAGES = ("kk", "ru", "en")
LONGEST_NAME = 48  # letters; a whole row of the page
MOST_LEADS = 3
UNBROKEN = 24  # letters; a longer word may be broken anywhere


def printed(actor: Actor, row: StorytellingSession, language: str) -> bytes:
    """The PDF in kk, ru or en, with everybody called as the actor may know them."""
    with force_locale(language):
        return typeset(_source(), _data(actor, row, language))


@cache
def _source() -> str:
    return (SHEET / "plan.typ").read_text(encoding="utf-8")


@cache
def sheet_words(language: str) -> Mapping[str, Any]:
    """The words of the page in one language; raises KeyError for another than kk, ru and en."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return tomllib.loads((SHEET / f"{language}.toml").read_text(encoding="utf-8"))


def _data(actor: Actor, row: StorytellingSession, language: str) -> dict[str, Any]:
    words = sheet_words(language)
    spoken = [code for code in ("kk", "ru") if code in row.languages] or [language]
    spoken.sort(key=lambda code: code != language)
    return {
        "words": words,
        "language": language,
        "languages": spoken,
        "theme": _short(row.theme, 110),
        "organisation": _organisation(row),
        "facts": _facts(row, words),
        "narrators": _people(actor, row, Part.NARRATOR),
        "listeners": _people(actor, row, Part.LISTENER),
        "agenda": [
            {"start": start, "end": end, "text": words["agenda"][step]}
            for step, start, end in agenda(row.minutes)
        ],
        "questions": [_question(prompt, spoken) for prompt in row.prompts],
        "leads": _leads(row),
    }


def _question(prompt: Prompt, spoken: list[str]) -> list[str]:
    return [prompt_text(prompt, code) for code in spoken]


def _organisation(row: StorytellingSession) -> str:
    place = organisation_by_id(row.organisation_id)
    return _short(say(place.name, place.name_ru), 80) if place else ""


def _facts(row: StorytellingSession, words: Mapping[str, Any]) -> list[tuple[str, str]]:
    when = f"{weekday(row.starts_at, row.zone)}, {day_clock(row.starts_at, row.zone)}"
    where = ", ".join(part for part in (row.place, row.room) if part)
    found = [
        (words["when"], f"{when}–{clock(row.ends_at, row.zone)}"),
        (words["where"], _short(words["remote"] if row.remote else where, 120)),
        (words["facilitator"], _short(row.facilitator.name, LONGEST_NAME)),
        (words["languages"], languages_told(row.languages)),
    ]
    if row.interpreter:
        found.append((words["interpreter"], _short(row.interpreter, LONGEST_NAME)))
    return found


def _people(actor: Actor, row: StorytellingSession, part: Part) -> list[dict[str, object]]:
    children = standing(row).children
    found = [
        (called(actor, item.person), item.person_id in children)
        for item in row.attendances
        if item.part is part
    ]
    found.sort(key=lambda one: kk_key(one[0]))
    return [{"name": _short(name, LONGEST_NAME), "child": child} for name, child in found]


def _leads(row: StorytellingSession) -> list[str]:
    leads = staff_with(Role.SAFEGUARDING, frozenset({row.organisation_id}))
    return [_short(user.name, LONGEST_NAME) for user in leads[:MOST_LEADS]]


def _short(text: str, most: int) -> str:
    """A text that takes its place and no more; long words can be broken anywhere."""
    # «2-бөлме» stays in one piece.
    text = text.replace("-", "\u2011")
    shown = text if len(text) <= most else text[: most - 1].rstrip() + "…"
    words = shown.split()
    return " ".join(word if len(word) <= UNBROKEN else "\u200b".join(word) for word in words)
