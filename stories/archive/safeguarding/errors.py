"""Why an incident cannot be told or answered."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class AlreadyClosed(Conflict):
    """Nothing more is done with it."""

    sentence = _l("This is closed by now. Look at it; what is new can be told anew.")


class NoDay(StoriesError):
    """No day to look again, or one that cannot be."""

    sentence = _l("Choose the day to look again: today or later, within a year.")


class NoWords(StoriesError):
    """A note without a word, or too long a one."""

    sentence = _l("Write a few words, at most 2,000 letters.")
