"""What can stand in a suggestion's way, each with a sentence."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict


class DecidedMeanwhile(Conflict):
    """Somebody else said something to it, or its text was changed."""

    sentence = _l(
        "Somebody decided on this meanwhile, or its text was changed. Nothing was done: please "
        "look at the list as it stands now."
    )
