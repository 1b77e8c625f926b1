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
    "no_space": _l("There is no space left on the server. Please tell the administrator."),
    "no_memory": _l("The server has too little memory for this. Please tell the administrator."),
    "sound_failed": _l("The sound could not be read to its end."),
}
UNKNOWN = _l("Writing the recording down stopped unexpectedly. Nothing is lost; try again.")


def sentence_for(problem: str | None) -> Any:
    """What a person reads about a transcription that failed."""
    return SENTENCES.get(problem or "", UNKNOWN)
