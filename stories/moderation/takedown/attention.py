"""Requests to take down on the day of those who decide."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.i18n import say
from stories.moderation.takedown import queries, rules
from stories.moderation.takedown.models import Takedown

DOOR = "moderation.queue"


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Open requests that wait for this person's word."""
    if not actor.can(queries.DECIDE):
        return
    for row in queries.takedowns(actor, waiting=True):
        words = queries.words_of(row)
        spoke = rules.has_said(words, actor.id, row.round)
        if not spoke and not rules.has_spoken_before(words, actor.id, row.round):
            url = url_for("moderation.takedown", takedown_id=row.id)
            yield Waiting("stop", _("Take down"), _told(row), url, _("Decide"), DOOR)


def _told(row: Takedown) -> str:
    if row.story is None:
        return str(_("Somebody asks to take something down. Find out which story is meant."))
    title = say(row.story.title_kk, row.story.title_ru)
    if row.appealed_at:
        return str(_("Somebody asks again about “%(title)s”. Others decide now.", title=title))
    told = _(
        "Somebody asks to take down “%(title)s”. It is hidden until two people decide.",
        title=title,
    )
    return str(told)
