"""Why a file is not taken into the library."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import StoriesError


class UnusableManual(StoriesError):
    """A file that cannot be read by everybody; nothing of the form is lost."""


class EmptyManual(UnusableManual):
    sentence = _l("This file is empty. Please choose it again.")


class ManualTooLarge(UnusableManual):
    sentence = _l("This file is too large. A manual has up to 30 MB.")


class NoPdf(UnusableManual):
    sentence = _l("This file is no PDF. Please save the document as a PDF first.")


class BrokenManual(UnusableManual):
    sentence = _l("This file is damaged and cannot be opened. Please save it once more.")


class LockedManual(UnusableManual):
    sentence = _l("This PDF is locked with a password. Please save it without one.")


class RestlessManual(UnusableManual):
    sentence = _l("This PDF holds a programme or another file. Please save it as a plain document.")
