"""Breaches whose clock runs, and legal requests whose answer presses, on the day's page."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from stories.archive.incidents import queries, rules
from stories.archive.incidents.told import clock_told
from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import today
from stories.foundation.i18n import day

DOOR = "archive.index"


def waiting(actor: Actor) -> Iterator[Waiting]:
    """What the law gives little time for."""
    if actor.can("archive.breaches"):
        yield from _breaches(actor)
    if actor.can("archive.requests"):
        yield from _requests(actor)


def _breaches(actor: Actor) -> Iterator[Waiting]:
    for row in queries.open_breaches(actor):
        url = url_for("archive.breach", breach_id=row.id)
        kind = "stop" if row.told_at is None else "wait"
        yield Waiting(kind, _("Breach"), clock_told(row), url, _("Look"), DOOR)


def _requests(actor: Actor) -> Iterator[Waiting]:
    for row in queries.open_requests(actor):
        if row.due_on is not None and rules.presses(row.due_on, today()):
            late = row.due_on < today()
            sentence = (
                _("A legal request waits. Its answer was due on: %(day)s", day=day(row.due_on))
                if late
                else _("A legal request waits. Its answer is due on: %(day)s", day=day(row.due_on))
            )
            url = url_for("archive.legal_request", request_id=row.id)
            yield Waiting("stop" if late else "wait", _("Request"), sentence, url, _("Look"), DOOR)
