"""What can stand in a narrator's way, each with a sentence."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, Gone, StoriesError


class PassageChanged(Conflict):
    """The text is not as it was when it was shown."""

    sentence = _l("The text was changed meanwhile. Please read it once more, then answer.")


class NothingOpen(Gone):
    """Somebody's agreement is missing, so that nothing may be heard or read (C5, C8)."""

    title = _l("It is closed just now")
    sentence = _l("This recording is closed just now. Ask the person who gave you this link.")


class NotAsked(StoriesError):
    """Somebody who is not heard in the recording, or for whom nobody speaks."""

    sentence = _l("This person cannot be asked about this recording.")


class BadNote(StoriesError):
    """What came is no short voice note."""

    sentence = _l("This could not be heard as a voice. Please say it once more, or tap a reason.")


class NoteTooLong(StoriesError):
    """More than a wish needs."""

    status = 413
    sentence = _l("That is too long. Please say it in three minutes at most.")


class AlreadyDealtWith(Conflict):
    """Somebody else has dealt with the wish."""

    sentence = _l("Somebody has dealt with this wish already.")
