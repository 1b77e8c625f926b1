"""What can stand in a collection's way, each with a sentence."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Gone, StoriesError

NOT_OFFERED = _l("Please choose from what is offered.")


class FaultyCollection(StoriesError):
    """Its own words cannot stand so; ``sentences`` tells by field."""

    sentence = _l("Nothing is saved yet. Please look at the places marked below.")

    def __init__(self, sentences: Mapping[str, object]) -> None:
        super().__init__()
        self.sentences = dict(sentences)


class NotOpen(StoriesError):
    """The gate is closed for the collection's audience."""

    status = 409
    sentence = _l("This story is not open to the people this collection is for.")


class NothingOpen(StoriesError):
    """There is nothing an edition could be built from."""

    status = 409
    sentence = _l("No story of this collection is open to its audience now.")


class EditionGone(Gone):
    """Something in a book was closed or changed since; it does not say what, nor by whom."""

    sentence = _l(
        "This book is no longer valid: somebody’s permission or one of its texts has changed. "
        "You can have it made anew; the story concerned will not be in it."
    )
