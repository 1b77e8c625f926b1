"""When something is late, and until when it may be put off. Pure."""

from datetime import date, timedelta

from stories.sessions.after.followups.models import Outcome

FARTHEST = timedelta(days=365)
FORGOTTEN = timedelta(days=7)  # later than this, whoever answers for the programme is told
LONGEST = 300


def due_fits(day: date | None, on: date, kept: date | None = None) -> bool:
    """Whether a day is today or later, within a year; the day that is kept already may stay."""
    return day is not None and (day == kept or on <= day <= on + FARTHEST)


def late(outcome: Outcome | None, due_on: date, on: date) -> bool:
    """Whether it was to be done before today and is not."""
    return outcome is None and due_on < on


def forgotten(outcome: Outcome | None, due_on: date, on: date) -> bool:
    """Whether it is late by more than a week."""
    return late(outcome, due_on + FORGOTTEN, on)
