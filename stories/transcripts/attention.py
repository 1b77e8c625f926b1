"""Texts that nobody has checked, and recordings a machine could not write down, wait here."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.transcripts.queries import not_written, unfinished
from stories.transcripts.reasons import NOT_PERMITTED, sentence_for


def waiting(actor: Actor) -> Iterator[Waiting]:
    """What waits for whoever may correct texts."""
    if not actor.can("transcripts.edit"):
        return
    yield from _not_written(actor)
    yield from _unchecked(actor)


def _not_written(actor: Actor) -> Iterator[Waiting]:
    """Every attempt failed: a person looks, and lets it be tried again."""
    for recording, problem in not_written(actor):
        if problem == NOT_PERMITTED:
            continue  # that is no failure: whoever withdrew wants it so
        yield Waiting(
            kind="stop",
            tag=_("Text"),
            sentence=_(
                "“%(theme)s” could not be written down. %(reason)s",
                theme=recording.session.theme,
                reason=sentence_for(problem),
            ),
            url=url_for("media.show", recording_id=recording.id),
            action=_("Look"),
            endpoint="media.index",
        )


def _unchecked(actor: Actor) -> Iterator[Waiting]:
    """Working texts with segments that no person has compared with the sound."""
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
