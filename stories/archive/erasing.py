"""What keeps the archive from letting somebody's data go: a legal request that is still open."""

import uuid

from flask_babel import lazy_gettext as _l

from stories.archive.incidents.models import RequestState
from stories.archive.incidents.queries import requests_about

OPEN_REQUEST = _l(
    "A court or another body has asked for data about this person, and the request is open. "
    "Nothing is erased until it is answered."
)


def open_request(person_id: uuid.UUID) -> object | None:
    """The sentence while a request is open."""
    found = requests_about(person_id)
    return OPEN_REQUEST if any(row.state is RequestState.OPEN for row in found) else None
