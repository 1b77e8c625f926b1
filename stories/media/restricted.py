"""A recording the safeguarding lead alone opens, with everything that was made of it."""

import uuid
from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, not_, or_

from stories.foundation.access import Actor, Lock, Predicate, Role
from stories.foundation.db import db
from stories.foundation.errors import Forbidden
from stories.media.models import Recording


class Restricted(Forbidden):
    """The recording was put into the safeguarding lead's hands."""

    title = _l("This is restricted")
    sentence = _l(
        "The safeguarding lead alone opens this recording, and what was made of it. Nothing is "
        "lost: they decide what becomes of it."
    )


def _opens(actor: Actor, recording: Recording | None) -> bool:
    if recording is None or recording.restricted_at is None:
        return True
    return recording.organisation_id in actor.organisations(Role.SAFEGUARDING)


def _mine(actor: Actor, model: Any) -> ColumnElement[bool]:
    leads = model.organisation_id.in_(actor.organisations(Role.SAFEGUARDING))
    return or_(model.restricted_at.is_(None), leads)


def _nothing_shut(actor: Actor, *joined: ColumnElement[bool]) -> ColumnElement[bool]:
    return not_(exists().where(*joined, not_(_mine(actor, Recording))))


ITSELF = Lock(Predicate("not restricted", _opens, _mine), Restricted)


def made_of_it(
    recording_of: Callable[[Any], uuid.UUID], *path: Callable[[Any], ColumnElement[bool]]
) -> Lock:
    """The lock of rows made of a recording: how one of them, and a list of them, lead to it."""

    def holds(actor: Actor, subject: Any) -> bool:
        return _opens(actor, db.session.get(Recording, recording_of(subject)))

    def clause(actor: Actor, model: Any) -> ColumnElement[bool]:
        joined = [step(model) for step in path] or [Recording.id == model.recording_id]
        return _nothing_shut(actor, *joined)

    return Lock(Predicate("not of a restricted recording", holds, clause), Restricted)


OF_ITS_RECORDING = made_of_it(lambda row: row.recording_id)
