"""What can stand in a story's way, each with a sentence."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, Forbidden, StoriesError
from stories.moderation.rules import Reason
from stories.moderation.text import Fault


class FaultyText(StoriesError):
    """The story's own text or stretch cannot stand so; ``faults`` tells which field and why."""

    sentence = _l("Nothing is saved yet. Please look at the places marked below.")

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__()
        self.faults = dict(faults)


class NoText(StoriesError):
    """Nothing was written down yet that a story could be made of."""

    status = 409
    sentence = _l("The recording has to be ready and written down before a story can be proposed.")


class WrongMove(Conflict):
    """The story is not where the actor believes it to be."""

    sentence = _l("The story has moved on meanwhile. Look at where it stands now.")


class ChangedMeanwhile(Conflict):
    """The actor decided on another text than the one that stands now (DOMAIN M4)."""

    sentence = _l(
        "The story or its text was changed while you were looking at it. "
        "Nothing was decided: please look once more."
    )


class StillBlocked(StoriesError):
    """Something has to be cured before anybody may approve; ``reasons`` tells what."""

    status = 409
    sentence = _l("The story cannot be approved yet. Its page says what has to be done first.")

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__()
        self.reasons = tuple(reasons)


class AlreadyApproved(Conflict):
    """One person's second approval counts for nothing (DOMAIN M2)."""

    sentence = _l("You have already approved this text. Somebody else has to approve it, too.")


class OwnWork(Forbidden):
    """Whoever made it does not review it (DOMAIN M2)."""

    sentence = _l(
        "You helped to make this story, so two others review it. "
        "This protects the narrator, and you."
    )


class RemarkNeeded(StoriesError):
    """A returned story needs to say why."""

    sentence = _l("Please write what should be changed, so that the story can come back.")


class ChecklistOpen(StoriesError):
    """Somebody approves without having looked at every point."""

    sentence = _l("Please look at every point and tick it. If one is not all right, return it.")
