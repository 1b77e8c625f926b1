"""A recording the safeguarding lead alone opens, with everything that was made of it."""

import uuid
from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, not_, or_, select
from sqlalchemy.orm import aliased

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


def shut_to(actor: Actor) -> Select[uuid.UUID]:
    """The ids of recordings an actor may not open; of few rows, and of no query around it."""
    row = aliased(Recording)
    return select(row.id).where(row.restricted_at.is_not(None), not_(_mine(actor, row)))


ITSELF = Lock(Predicate("not restricted", _opens, _mine), Restricted)


def made_of_it(
    recording_of: Callable[[Any], uuid.UUID],
    outside: Callable[[Any, Select[uuid.UUID]], ColumnElement[bool]],
) -> Lock:
    """The lock of rows made of a recording.

    ``recording_of`` leads from one to it; ``outside`` is the condition that a row of a model is
    made of none of the recordings selected.
    """

    def holds(actor: Actor, subject: Any) -> bool:
        return _opens(actor, db.session.get(Recording, recording_of(subject)))

    def clause(actor: Actor, model: Any) -> ColumnElement[bool]:
        return outside(model, shut_to(actor))

    return Lock(Predicate("not of a restricted recording", holds, clause), Restricted)


OF_ITS_RECORDING = made_of_it(
    lambda row: row.recording_id, lambda model, shut: model.recording_id.not_in(shut)
)
