"""Why a referral cannot make a step."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class MovedMeanwhile(Conflict):
    """Somebody else moved it first, or the page was old."""

    sentence = _l("This referral stands otherwise by now. Look at it and decide anew.")


class NobodyAgreed(StoriesError):
    """The words it needs were not given, or one was taken back."""

    sentence = _l(
        "They have not agreed. A grown person agrees; for a child, the legal representative and "
        "the child."
    )


class NoFollowUp(StoriesError):
    """No day to ask again, or one that cannot be."""

    sentence = _l("Choose a day to ask again: today or later, within a year.")


class NobodyChosen(StoriesError):
    """No specialist, or one who is offered no more."""

    sentence = _l("Choose a specialist who is in the directory.")


class NoRepresentative(StoriesError):
    """Somebody agreed for the child who is not entered as their legal representative."""

    sentence = _l("Choose a legal representative who is entered on the child’s page.")


class NotTheirs(StoriesError):
    """The session is not one the person is in."""

    sentence = _l("Choose somebody who takes part in this session.")


class NoReason(StoriesError):
    """An emergency without a reason."""

    sentence = _l("Write why nobody could be asked.")
