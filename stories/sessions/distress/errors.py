"""Why a flag cannot be answered."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class AlreadyClosed(Conflict):
    """Nothing more is done with it."""

    sentence = _l("This is closed by now. Look at it; a new flag can be raised in the session.")


class NoDay(StoriesError):
    """No day to ask again, or one that cannot be."""

    sentence = _l("Choose the day to ask again: today or later, within a year.")


class NoWords(StoriesError):
    """A note without a word, or too long a one."""

    sentence = _l("Write a few words, at most 2,000 letters.")
