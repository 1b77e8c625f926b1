"""Corrected texts that lack their other language wait for whoever may give it."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.translations.queries import lacking


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Texts a person has checked and nobody has translated to their end."""
    if not actor.can("translations.edit"):
        return
    for version, language, count in lacking(actor):
        theme = version.recording.session.theme
        yield Waiting(
            kind="wait",
            tag=_("Translation"),
            sentence=_russian(theme, count) if language == "ru" else _kazakh(theme, count),
            url=url_for("transcripts.edit", recording_id=version.recording_id),
            action=_("Translate"),
            endpoint="media.index",
        )


def _russian(theme: str, count: int) -> str:
    return str(
        ngettext(
            "“%(theme)s”: %(num)d segment has no Russian.",
            "“%(theme)s”: %(num)d segments have no Russian.",
            count,
            theme=theme,
        )
    )


def _kazakh(theme: str, count: int) -> str:
    return str(
        ngettext(
            "“%(theme)s”: %(num)d segment has no Kazakh.",
            "“%(theme)s”: %(num)d segments have no Kazakh.",
            count,
            theme=theme,
        )
    )
