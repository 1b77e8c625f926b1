"""Files that were set aside wait for whoever may send a better one."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import now
from stories.media.queries import set_aside_since

A_WHILE = timedelta(days=30)


def waiting(actor: Actor) -> Iterator[Waiting]:
    """What media wants looked at; silent once the session has a recording that can be heard."""
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
