"""What two people enter at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from stories.foundation.db import db
from stories.foundation.errors import StoriesError


@contextmanager
def unless_taken(problem: type[StoriesError]) -> Iterator[None]:
    """Raise ``problem`` where the database, which lets one of two in, says that it is taken."""
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError:
        raise problem from None
