"""Letters that did not come: somebody has to be told another way."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from stories.accounts.queries import user_by_id
from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import now
from stories.foundation.i18n import day
from stories.foundation.mail.models import OutboxLetter
from stories.foundation.mail.outbox import lost_letters
from stories.people.calling import called
from stories.people.queries import persons_by_ids
from stories.sessions.letters.queries import session_of
from stories.sessions.letters.reminding import TABLE
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import PLAN

LOOKED_BACK = timedelta(days=30)


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Each letter that was refused, or of which nobody knows, while its hour is still to come."""
    if not actor.can(PLAN):
        return
    for letter in lost_letters(actor.organisations(), now() - LOOKED_BACK):
        about = letter.about_id if letter.about_table == TABLE else None
        row = session_of(about) if about else None
        if row is not None and _matters(letter, row) and actor.can(PLAN, row):
            yield _thing(actor, letter, row)


def _matters(letter: OutboxLetter, row: StorytellingSession) -> bool:
    return max(letter.about_at or row.starts_at, row.starts_at) > now()


def _thing(actor: Actor, letter: OutboxLetter, row: StorytellingSession) -> Waiting:
    told = {"day": day(row.starts_at, row.zone), "name": _name(actor, letter)}
    return Waiting(
        kind="wait",
        tag=_("Letter"),
        sentence=_(
            "A letter about the meeting on %(day)s may not have reached %(name)s. Please tell them "
            "another way.",
            **told,
        ),
        url=url_for("sessions.show", session_id=row.id, _anchor="letters"),
        action=_("Look"),
        endpoint="sessions.index",
    )


def _name(actor: Actor, letter: OutboxLetter) -> str:
    if letter.person_id is not None:
        return called(actor, persons_by_ids([letter.person_id])[letter.person_id])
    user = user_by_id(letter.user_id) if letter.user_id else None
    return user.name if user else ""
