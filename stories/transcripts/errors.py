"""What can stand in a transcript's way, each with a sentence."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class SegmentConflict(Conflict):
    """Somebody else changed the text since it was opened; ``current`` is what stands now."""

    sentence = _l("Somebody changed this text meanwhile. Look at both and choose.")

    def __init__(self, current: dict[str, Any]) -> None:
        super().__init__()
        self.current = current


class NotPermitted(StoriesError):
    """Somebody audible has not agreed to a machine writing it down (DOMAIN C2, C5)."""

    status = 409
    title = _l("Not everybody agrees yet")
    sentence = _l("A machine may not write this down until everyone in it agrees.")


class NotReady(StoriesError):
    """The recording cannot be heard yet."""

    status = 409
    sentence = _l("The recording is still being prepared. Please try again in a moment.")


class UnknownModel(StoriesError):
    """Nobody here can write with this model."""

    sentence = _l("This model is not installed here. Choose another one.")


class WouldPutAside(StoriesError):
    """A person's work is never put aside without a person's word."""

    status = 409
    sentence = _l("People have worked on the present text. Say that you are sure.")


class NothingToStop(StoriesError):
    """Nothing is being written down, or it rests or goes on already."""

    status = 409
    sentence = _l("That is over already: nothing is being written down just now.")


class NotCheckedYet(StoriesError):
    """Nobody approves what no person has compared with the sound (DOMAIN R8)."""

    status = 409
    sentence = _l("Nobody has checked this text against the sound yet. Then it can be approved.")


class CannotSplit(StoriesError):
    """One half would be empty."""

    sentence = _l("Put the cursor between two words to split the segment there.")


class CannotMerge(StoriesError):
    """There is nothing after the last segment."""

    sentence = _l("This is the last segment; there is nothing to join it with.")


class BoundaryMoved(Conflict):
    """An edge stands elsewhere than the actor saw it."""

    sentence = _l("Somebody moved this boundary meanwhile. It is shown where it stands now.")


class BoundaryOutside(StoriesError):
    """A time before the beginning or after the end of the recording."""

    sentence = _l("This moment lies outside the recording.")


class SegmentTooShort(StoriesError):
    """Nothing would be left of the segment, or it would end before it begins."""

    sentence = _l("A segment ends after it begins, and at least a tenth of a second later.")


class NeighbourInTheWay(StoriesError):
    """Nothing would be left of the segment beside it."""

    sentence = _l("Nothing would be left of the segment beside it. Join the two instead.")


class BadTime(StoriesError):
    """What was typed is no time of a recording."""

    sentence = _l("Please write minutes and seconds, like 2:14.")


class NameTooLong(StoriesError):
    """A version's name stands in one line."""

    sentence = _l("A name may have 60 letters at most.")


class NotHeardHere(StoriesError):
    """A speaker who did not take part in the session, or none of the kinds there are."""

    sentence = _l("This speaker did not take part in the session.")


class BadText(StoriesError):
    """The text or its language is not one that can be kept."""

    sentence = _l("This text is too long for one segment, or its language is not known here.")
