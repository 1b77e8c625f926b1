"""What can stand in a translation's way, each with a sentence."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError


class TranslationConflict(Conflict):
    """Somebody else changed the translation since it was opened."""

    sentence = _l("Somebody changed this translation meanwhile. Look at both and choose.")

    def __init__(self, current: dict[str, Any]) -> None:
        super().__init__()
        self.current = current


class BadTranslation(StoriesError):
    """The text or its language is not one that can be kept."""

    sentence = _l("This translation is too long, or it is not in the segment's other language.")


class NothingToConfirm(StoriesError):
    """There is no translation yet."""

    sentence = _l("There is no translation to confirm yet.")
