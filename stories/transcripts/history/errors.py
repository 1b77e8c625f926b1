"""What can stand in the way of taking something back."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, Gone, StoriesError


class NothingToTakeBack(StoriesError):
    """The actor changed nothing here, or took all of it back."""

    status = 409
    sentence = _l("There is nothing more of yours to take back in this text.")


class NothingToMakeAgain(StoriesError):
    """Nothing was taken back, or something new was done since."""

    status = 409
    sentence = _l("There is nothing to make once more.")


class ChangedSince(Conflict):
    """Somebody changed the place since; ``told`` has both texts and the step, for the editor."""

    sentence = _l("Somebody changed this place since. Look at both; nothing was taken back.")

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__()
        self.told = told


class WasJoined(Gone):
    """The segment was joined with another meanwhile; ``told`` is where its words stand now."""

    title = _l("Joined meanwhile")
    sentence = _l("This part was joined with the one before it meanwhile.")

    def __init__(self, place: dict[str, Any]) -> None:
        super().__init__()
        self.told = {"place": place}
