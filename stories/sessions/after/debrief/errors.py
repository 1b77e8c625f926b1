"""Why something cannot be kept after a session."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class NotHeld(Conflict):
    """The session is still to come, or was cancelled."""

    title = _l("This session is not over yet")
    sentence = _l("Looking back comes after a session was held. Close the session first.")


class Unanswered(StoriesError):
    """A question without an answer, or an answer without its question."""

    sentence = _l("Answer every question; “skip” is an answer, too.")


class AskedOtherwise(Conflict):
    """The questions are others than the page had shown, or somebody else wrote meanwhile."""

    sentence = _l("This was changed meanwhile. Look at it, then write down yours once more.")


class TooFewQuestions(StoriesError):
    """A checklist of next to nothing, or of too much."""

    sentence = _l("A checklist has 3 to 12 questions, each in Kazakh and in Russian.")
