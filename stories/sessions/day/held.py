"""What is kept here about somebody: the pictures they pointed at, which are theirs alone."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from stories.foundation.erasure import Erasing, Touch, gone
from stories.foundation.holdings import Holding, facts_of
from stories.foundation.i18n import day
from stories.sessions.day import queries
from stories.sessions.day.models import Mood
from stories.sessions.day.words import MOMENTS, PICTURES

TABLES = ("moods",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each picture."""
    yield from map(_mood, queries.moods_of(person_id))


def _mood(row: Mood) -> Holding:
    said = ((str(MOMENTS[row.moment]), str(PICTURES[row.picture])),)
    title = _("Mood on %(day)s", day=day(row.noted_at))
    return Holding("sessions", "moods", row.session_id, title, said, facts_of(row))


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Pictures go with the person."""
    if erasing.whole:
        for row in queries.moods_of(erasing.person_id):
            yield gone(row, "about_the_person")


def one_mood(stays: Mapping[str, Any], goes: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody entered twice who was asked twice: what was noted last."""
    later = goes if goes["noted_at"] > stays["noted_at"] else stays
    return {"picture": later["picture"], "noted_at": later["noted_at"]}
