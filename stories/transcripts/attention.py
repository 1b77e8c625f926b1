"""Texts that nobody has checked wait for whoever may correct them."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.transcripts.queries import unfinished


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Current texts with segments that no person has compared with the sound."""
    if not actor.can("transcripts.edit"):
        return
    for version, count in unfinished(actor):
        yield Waiting(
            kind="wait",
            tag=_("Text"),
            sentence=ngettext(
                "“%(theme)s”: %(num)d segment is unchecked.",
                "“%(theme)s”: %(num)d segments are unchecked.",
                count,
                theme=version.recording.session.theme,
            ),
            url=url_for("transcripts.edit", recording_id=version.recording_id),
            action=_("Correct it"),
            endpoint="media.index",
        )
