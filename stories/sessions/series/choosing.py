"""Choosing how far a change reaches, where there is a choice at all."""

from typing import Any

from stories.sessions.models import StorytellingSession
from stories.sessions.series.reach import WAITING
from stories.sessions.series.rules import Scope


def alone_unless_series(form: Any, row: StorytellingSession) -> None:
    """Take the choice away where a session stands alone, or is open and changed alone."""
    if row.series_id is None or row.state not in WAITING:
        del form.scope


def scope_of(form: Any) -> Scope:
    """How far the planner wants to reach; this session alone where nothing was asked."""
    return Scope(form.scope.data) if "scope" in form else Scope.THIS
