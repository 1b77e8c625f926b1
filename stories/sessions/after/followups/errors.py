"""Why a follow-up cannot be kept."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class DoneAlready(Conflict):
    """Somebody else was faster, or the page was old."""

    title = _l("This is done already")
    sentence = _l("Somebody has written down meanwhile what came of it. Look at it first.")


class NoDay(StoriesError):
    """No day, or one that cannot be."""

    sentence = _l("Choose a day by which it is to be done: today or later, within a year.")


class NobodyDoes(StoriesError):
    """Not one of the organisation's facilitators, curators, leads or administrators."""

    sentence = _l("Choose somebody of the team who does it.")


class NotThere(StoriesError):
    """Somebody who was not in the session."""

    sentence = _l("Choose somebody who took part in this session.")


class NothingToDo(StoriesError):
    """No words."""

    sentence = _l("Write in a few words what is to be done.")
