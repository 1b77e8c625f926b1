"""What waits in this room: files that were set aside, and closures whose day has come."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import now, today
from stories.media.queries import closures_over, set_aside_since

A_WHILE = timedelta(days=30)


def waiting(actor: Actor) -> Iterator[Waiting]:
    """What media wants looked at."""
    yield from _set_aside(actor)
    yield from _closures(actor)


def _closures(actor: Actor) -> Iterator[Waiting]:
    """Closures that are over: somebody looks again before anything goes out (DOMAIN C9)."""
    for recording in closures_over(actor, today()):
        yield Waiting(
            kind="wait",
            tag=_("Closure"),
            sentence=_(
                "The recording “%(theme)s” was closed until today or an earlier day. "
                "Look at it again.",
                theme=recording.session.theme,
            ),
            url=url_for("media.close", recording_id=recording.id),
            action=_("Look"),
            endpoint="media.index",
        )


def _set_aside(actor: Actor) -> Iterator[Waiting]:
    """Silent once the session has a recording that can be heard."""
    if not actor.can("media.upload"):
        return
    for recording in set_aside_since(actor, now() - A_WHILE):
        yield Waiting(
            kind="stop",
            tag=_("Recording"),
            sentence=_(
                "A file for “%(theme)s” cannot be heard. Please look and send it again.",
                theme=recording.session.theme,
            ),
            url=url_for("media.show", recording_id=recording.id),
            action=_("Look"),
            endpoint="media.index",
        )
