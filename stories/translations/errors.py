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


class NoTranslator(StoriesError):
    """No engine is set, or its model is not there."""

    sentence = _l("No machine drafts translations in this house.")


class MayNotTranslate(StoriesError):
    """Somebody audible has not agreed to it."""

    status = 409
    sentence = _l("Not everyone in the recording agrees to a machine translating it.")


class PersonsOwn(StoriesError):
    """A person has written this translation."""

    status = 409
    sentence = _l("A person wrote this translation; no draft takes its place.")


class NothingToStop(StoriesError):
    """No machine is drafting."""

    status = 409
    sentence = _l("No machine is translating this text.")


class NothingAlike(StoriesError):
    """What was to be taken over is gone, or is not open any more."""

    status = 409
    sentence = _l("This earlier translation is not there any more.")


class NothingToConfirm(StoriesError):
    """There is no translation yet."""

    sentence = _l("There is no translation to confirm yet.")
