"""What can stand in a recording's way, each with a sentence."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import StoriesError


class EmptyFile(StoriesError):
    """Nought bytes: there is nothing to keep."""

    sentence = _l("The file is empty: it has no content at all. Please choose it again.")


class SessionNotOpen(StoriesError):
    """Recordings belong to sessions that have begun."""

    status = 409
    title = _l("The session has not begun")
    sentence = _l("A recording can be added once the session has been opened.")


class NoRoom(StoriesError):
    """The disk or the store refused the file."""

    status = 507
    title = _l("The file could not be kept")
    sentence = _l(
        "The file could not be kept: the store is full or does not answer. "
        "Keep your copy, and tell the administrator."
    )


class Closed(StoriesError):
    """Somebody audible has not agreed, or not any more (DOMAIN C5, C8)."""

    status = 403
    title = _l("This recording is closed")
    sentence = _l("Not everyone who can be heard in it agrees to it being kept and heard.")
