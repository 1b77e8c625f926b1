"""How loud an original is, in words (EBU R128)."""

from typing import Any

from babel.numbers import format_decimal
from flask_babel import gettext as _

from stories.foundation.i18n import locale_code
from stories.media.models import Recording

QUIET, LOUD = -30.0, -12.0  # LUFS; a voice close to a telephone comes to about -20
FULL = -0.1  # dBTP: above it the tops of the waves are cut off


def how_loud(recording: Recording) -> Any:
    """A word and the numbers behind it; None where nothing was measured or nothing is heard."""
    loudness, peak = recording.loudness, recording.true_peak
    if loudness is None or peak is None:
        return None
    return _(
        "%(word)s: %(loudness)s LUFS on average, range %(range)s LU, highest peak %(peak)s dBTP",
        word=_word(loudness, peak),
        loudness=_number(loudness),
        range=_number(recording.loudness_range or 0.0),
        peak=_number(peak),
    )


def _word(loudness: float, peak: float) -> Any:
    if loudness < QUIET:
        return _("quiet; the copy for playing is louder")
    if peak > FULL:
        return _("too loud in places, so that it may rattle")
    if loudness > LOUD:
        return _("loud; the copy for playing is softer")
    return _("easy to hear")


def _number(value: float) -> str:
    return str(format_decimal(value, format="0.0", locale=locale_code()))
