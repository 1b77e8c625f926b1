"""Where people are reached by letters, for the post."""

import uuid

from stories.foundation.i18n import LANGUAGES
from stories.foundation.mail.address import readable_address
from stories.foundation.mail.models import Dropped
from stories.foundation.mail.rooms import Receiver
from stories.people import queries
from stories.people.models import Person


def reached(person_id: uuid.UUID) -> Receiver | Dropped:
    """A person's address and the language they read, or why they get nothing."""
    row = queries.persons_by_ids([person_id]).get(person_id)
    address = readable_address(row.email) if row and row.erased_at is None else None
    if row is None or address is None:
        return Dropped.NO_ADDRESS
    return Receiver(address, language_of(row))


def language_of(row: Person) -> str:
    """The first of a person's languages the house writes in, else Kazakh."""
    return next((code for code in row.languages if code in LANGUAGES), "kk")
