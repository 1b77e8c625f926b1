"""Why something cannot be noted on the run sheet."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class NotOpenYet(Conflict):
    """The session was not opened, or was cancelled."""

    sentence = _l("The run sheet opens with the session: open it first.")


class NoKeyword(StoriesError):
    """Nothing was typed, or too much."""

    sentence = _l("Type a few words, at most 120 letters.")
