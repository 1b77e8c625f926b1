"""What of moderation waits for somebody."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import today
from stories.foundation.i18n import say
from stories.moderation import queries

DOOR = "moderation.queue"


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Closures that are over, stories to review, and own stories that came back."""
    yield from _closures(actor)
    yield from _returned(actor)
    yield from _reviews(actor)


def _closures(actor: Actor) -> Iterator[Waiting]:
    for story in queries.closures_over(actor, today()):
        yield Waiting(
            "wait",
            _("Closure"),
            _(
                "“%(title)s” was closed until today or an earlier day. Look at it again.",
                title=say(story.title_kk, story.title_ru),
            ),
            url_for("moderation.close", story_id=story.id),
            _("Look"),
            DOOR,
        )


def _returned(actor: Actor) -> Iterator[Waiting]:
    for story in queries.returned_to(actor):
        yield Waiting(
            "wait",
            _("Returned"),
            _("“%(title)s” came back with a remark.", title=say(story.title_kk, story.title_ru)),
            url_for("moderation.show", story_id=story.id),
            _("Look"),
            DOOR,
        )


def _reviews(actor: Actor) -> Iterator[Waiting]:
    if not actor.can("moderation.review"):
        return
    for item in queries.queue(actor):
        story = item.story
        yield Waiting(
            "wait",
            _("Review"),
            _("“%(title)s” waits for your review.", title=say(story.title_kk, story.title_ru)),
            url_for("moderation.review", story_id=story.id),
            _("Review it"),
            DOOR,
        )
