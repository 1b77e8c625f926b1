"""What can stand in the way of hiding a part, each with a sentence."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, Forbidden, StoriesError
from stories.moderation.fields import BEFORE_ZERO
from stories.moderation.redaction.rules import Place

PLACES = {
    Place.BEFORE_ZERO: BEFORE_ZERO,
    Place.BACKWARDS: _l("The end has to come after the beginning. Please write both times anew."),
    Place.OUTSIDE: _l(
        "This lies outside of what is heard of the recording in this story, so there is nothing to "
        "hide. Please choose a place within the story."
    ),
    Place.HIDDEN_ALREADY: _l(
        "This is hidden already. To hide more or less, change the hidden part that is there."
    ),
    Place.EVERYTHING: _l(
        "Nothing of the story would be left. Hide less of it; or return the story, or have it "
        "taken down."
    ),
}  # fmt: skip


class BadPlace(StoriesError):
    """Nothing can be hidden there."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.sentence = PLACES[place]


class NothingChosen(StoriesError):
    """Neither words nor a stretch of the sound."""

    sentence = _l("Nothing is chosen yet. Please tick the words, or write from when to when.")


class ReasonNeeded(StoriesError):
    """Hiding a part is one act with a reason (DOMAIN R5)."""

    sentence = _l("Please write in a few words why; whoever confirms it reads that.")


class InsteadTells(StoriesError):
    """What is to be read instead says what is hidden."""

    sentence = _l(
        "What is to be read instead says the hidden words, or a part of them. Please choose "
        "another word."
    )


class LookFurther(StoriesError):
    """The part reaches into texts in which nothing was chosen, nor said to tell nothing of it."""

    sentence = _l(
        "This reaches into passages or into a language in which nothing is chosen yet. Please look "
        "at each of them: choose the words that tell it, or say that none do."
    )


class OwnRedaction(Forbidden):
    """Nobody confirms or refuses what they proposed."""

    sentence = _l(
        "You proposed to hide this, so somebody else looks at it. You can change it or take it "
        "back."
    )


class Unfound(Conflict):
    """The part cannot be found in the text any more and so cannot be confirmed."""

    sentence = _l(
        "The text was changed, and this part cannot be found in it for certain. Choose anew what "
        "is to be hidden, then it can be confirmed."
    )


class Moved(Conflict):
    """Somebody else did something with it meanwhile."""

    sentence = _l(
        "Somebody changed or decided this meanwhile. Nothing was done: please look at it as it "
        "stands now."
    )
