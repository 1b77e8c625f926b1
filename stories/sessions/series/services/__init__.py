"""Changing series: planning them, changing some or all of their sessions, adding one."""

from stories.sessions.series.services.add import add_session
from stories.sessions.series.services.cancel import cancel_some
from stories.sessions.series.services.change import Changed, change_some
from stories.sessions.series.services.plan import plan_series

__all__ = ["Changed", "add_session", "cancel_some", "change_some", "plan_series"]
