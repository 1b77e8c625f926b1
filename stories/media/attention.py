"""What waits in this room: files set aside or not yet whole, closures whose day has come."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import now, today
from stories.foundation.i18n import day
from stories.media.queries import broken_files, closures_over, set_aside_since
from stories.media.tus.models import Upload
from stories.media.tus.queries import expired_since, unfinished_of

A_WHILE = timedelta(days=30)
QUIET = timedelta(minutes=10)


def waiting(actor: Actor) -> Iterator[Waiting]:
    """What media wants looked at."""
    yield from _set_aside(actor)
    yield from _on_the_way(actor)
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


def _on_the_way(actor: Actor) -> Iterator[Waiting]:
    """Uploads of the actor's own: before the house lets go of one it says so, and after too."""
    if actor.id is None or not actor.can("media.upload"):
        return
    for row in unfinished_of(actor):
        if row.changed_at > now() - QUIET:
            continue  # it is being sent just now
        yield _upload(
            row,
            "wait",
            _(
                "A recording for “%(theme)s” waits to be sent on, until %(day)s.",
                theme=row.session.theme,
                day=day(row.expires_at),
            ),
            _("Send it on"),
        )
    for row in expired_since(actor, now() - A_WHILE):
        sentence = _(
            "A recording for “%(theme)s” never arrived whole and was let go. "
            "Send it again if you have it.",
            theme=row.session.theme,
        )
        yield _upload(row, "stop", sentence, _("Send it again"))


def _upload(row: Upload, kind: str, sentence: str, action: str) -> Waiting:
    return Waiting(
        kind=kind,
        tag=_("Recording"),
        sentence=sentence,
        url=url_for("media.upload", session_id=row.session_id),
        action=action,
        endpoint="media.index",
    )
