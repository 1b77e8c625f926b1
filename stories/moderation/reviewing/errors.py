"""What can stand in the way of reviewing with care."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import StoriesError


class NoSuchPace(StoriesError):
    """A number of stories a day that is not offered."""

    sentence = _l("Please choose one of the numbers that are offered.")
