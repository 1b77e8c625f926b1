"""A sentence for each reason why a recording was not written down."""

from typing import Any

from flask_babel import lazy_gettext as _l

NOT_PERMITTED = "not_permitted"
SENTENCES: dict[str, Any] = {
    NOT_PERMITTED: _l("Not everyone in the recording agrees to a machine writing it down."),
    "model_missing": _l(
        "The programme that writes recordings down is not installed on the server yet. "
        "Please tell the administrator."
    ),
    "model_damaged": _l(
        "The programme that writes recordings down is damaged on the server. "
        "Please tell the administrator."
    ),
    "model_incomplete": _l(
        "The model for writing recordings down is not whole on the server. "
        "Please tell the administrator."
    ),
    "model_changed": _l(
        "The model for writing recordings down was changed on the server since its last use. "
        "Please tell the administrator."
    ),
    "not_whisper": _l(
        "What was put on the server for writing recordings down is not a Whisper model. "
        "Please tell the administrator."
    ),
    "unknown_model": _l(
        "The server has no model for writing recordings down of the name that is set. "
        "Please tell the administrator."
    ),
    "unknown_engine": _l(
        "The server has no engine for writing recordings down of the name that is set. "
        "Please tell the administrator."
    ),
    "engine_missing": _l(
        "The engine openai-whisper is not installed on the server. Please tell the administrator."
    ),
    "no_space": _l("There is no space left on the server. Please tell the administrator."),
    "no_memory": _l("The server has too little memory for this. Please tell the administrator."),
    "unknown_language": _l(
        "The model does not know the language of this session. Please tell the administrator."
    ),
    "missing": _l("The sound is not where it was kept. Please tell the administrator."),
    "empty": _l("There is no sound in the recording."),
    "not_media": _l("The file is not a sound or video file."),
    "no_sound": _l("The recording has a picture but no sound."),
    "truncated": _l("The file is cut off or damaged."),
    "too_long": _l("The recording is too long to be written down in one piece."),
    "unsupported_format": _l("Sound in this format cannot be read."),
    "sound_failed": _l("The sound could not be read to its end."),
}
UNKNOWN = _l("Writing the recording down stopped unexpectedly. Nothing is lost; try again.")


def sentence_for(problem: str | None) -> Any:
    """What a person reads about a transcription that failed."""
    return SENTENCES.get(problem or "", UNKNOWN)
