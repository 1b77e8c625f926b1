"""Changing sessions: planning them, and moving them from state to state."""

from stories.sessions.plans import Plan
from stories.sessions.services.hear import confirmed_no_more, hear_again
from stories.sessions.services.moves import (
    cancel_session,
    close_session,
    confirm_session,
    note_attendance,
    note_here,
    open_session,
)
from stories.sessions.services.plan import change_session, plan_session

__all__ = [
    "Plan",
    "cancel_session",
    "change_session",
    "close_session",
    "confirm_session",
    "confirmed_no_more",
    "hear_again",
    "note_attendance",
    "note_here",
    "open_session",
    "plan_session",
]
