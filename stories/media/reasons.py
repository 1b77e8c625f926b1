"""A sentence for each reason why a file was set aside, and what to do about it."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.media.tools import Reason

SENTENCES: dict[str, Any] = {
    Reason.EMPTY.value: _l("The file holds no sound at all. Please look for the right one."),
    Reason.NOT_MEDIA.value: _l(
        "This is not a sound file, whatever its name says. Please choose the recording itself."
    ),
    Reason.NO_SOUND.value: _l("This file has a picture but no sound."),
    Reason.TRUNCATED.value: _l(
        "The file is cut off or damaged. Please copy it once more from the recorder."
    ),
    Reason.TOO_LONG.value: _l(
        "The recording is longer than this system takes. Please split it into shorter ones."
    ),
    Reason.UNSUPPORTED_FORMAT.value: _l(
        "Sound in this format cannot be read here. "
        "WAV, MP3, M4A, OGG, Opus, FLAC, WebM and MP4 can."
    ),
}
UNKNOWN = _l("The recording could not be prepared for listening.")


def sentence_for(problem: str | None) -> Any:
    """What a person reads about a recording that was set aside."""
    return SENTENCES.get(problem or "", UNKNOWN)
