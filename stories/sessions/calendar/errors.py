"""What can stand in the way of moving a session in the calendar."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict


class MovedMeanwhile(Conflict):
    """Somebody else changed the session since it was shown."""

    sentence = _l("Somebody else has changed this session meanwhile. Look at it again.")


class NotComing(Conflict):
    """Only what is planned or confirmed is moved by hand."""

    sentence = _l("Only a planned or a confirmed session is moved.")
