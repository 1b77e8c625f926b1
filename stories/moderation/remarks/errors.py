"""What can stand in a remark's way."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class NothingSaid(StoriesError):
    """A remark without words."""

    sentence = _l("Please write what should be changed here.")


class NotHeardThere(StoriesError):
    """The place is not in the story."""

    sentence = _l("This passage is not in the story any more. Please choose another one.")


class StandsFast(Conflict):
    """Somebody takes back what others work by already."""

    sentence = _l(
        "Only whoever wrote a remark takes it back, and only while the story is in review."
    )
