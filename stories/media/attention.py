"""What waits in this room: files that were set aside, and closures whose day has come."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import now, today
from stories.media.queries import broken_files, closures_over, set_aside_since

A_WHILE = timedelta(days=30)


def waiting(actor: Actor) -> Iterator[Waiting]:
    """What media wants looked at."""
    yield from _set_aside(actor)
    yield from _closures(actor)
    yield from _not_intact(actor)


def _not_intact(actor: Actor) -> Iterator[Waiting]:
    """Files that are not what they were and could not be mended (DOMAIN R7)."""
    count = broken_files(actor)
    if count:
        yield Waiting(
            kind="stop",
            tag=_("Originals"),
            sentence=ngettext(
                "%(num)d file is missing or is not what was kept. Tell whoever runs the machine.",
                "%(num)d files are missing or are not what was kept. "
                "Tell whoever runs the machine.",
                count,
            ),
            url=url_for("media.index"),
            action=_("Look"),
            endpoint="media.index",
        )


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
