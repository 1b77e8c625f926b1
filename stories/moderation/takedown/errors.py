"""What can stand in the way of a request, each with a sentence."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, Forbidden, NotFound, StoriesError, TooManyAttempts


class AlreadyDecided(Conflict):
    """It is decided by now."""

    sentence = _l("Somebody has decided on this request meanwhile.")


class ReasonNeeded(StoriesError):
    """A request says nothing."""

    sentence = _l("Please say in a few words what should not be there.")


class AudienceNeeded(StoriesError):
    """A restriction does not say to whom."""

    sentence = _l("Please choose who may still hear the story.")


class StoryNeeded(StoriesError):
    """Nobody has said which story is meant, or it is said already."""

    status = 409
    sentence = _l("First say which story is meant, or that none of ours is.")


class SecondPersonNeeded(Conflict):
    """One person has said their word; it takes another."""

    sentence = _l("You have said your word. Somebody else has to say theirs before it is decided.")


class DecidedBefore(Forbidden):
    """An appeal is decided by others."""

    sentence = _l("You decided on the request itself; others decide on the appeal.")


class NoAppeal(Conflict):
    """The case is not decided yet, or was appealed before."""

    sentence = _l("Nothing can be asked for again now: the case is open, or was looked at twice.")


class NoSuchCode(NotFound):
    """No case has this code."""

    sentence = _l("We know no such code. Please look at it once more, sign by sign.")


class AskedTooOften(TooManyAttempts):
    """Many requests from one network in a quarter of an hour."""

    sentence = _l("Too many requests came from here. Please try again in 15 minutes.")
