"""A sentence for each reason why no draft was made."""

from typing import Any

from flask_babel import lazy_gettext as _l

NOT_PERMITTED = "not_permitted"
SENTENCES: dict[str, Any] = {
    NOT_PERMITTED: _l("Not everyone in the recording agrees to a machine translating it."),
    "no_translator": _l("No machine drafts translations in this house."),
    "translator_missing": _l(
        "The model for translating is not on the server. Please tell the administrator."
    ),
    "translator_incomplete": _l(
        "The model for translating is not whole on the server. Please tell the administrator."
    ),
    "not_translator": _l(
        "What was put on the server for translating is no translation model. "
        "Please tell the administrator."
    ),
    "way_unknown": _l(
        "The model for translating does not say which way it goes. Please tell the administrator."
    ),
    "model_changed": _l(
        "The model for translating was changed on the server since its last use. "
        "Please tell the administrator."
    ),
    "model_missing": _l(
        "The programme that writes recordings down is not installed on the server yet. "
        "Please tell the administrator."
    ),
    "no_memory": _l("The server has too little memory for this. Please tell the administrator."),
    "no_space": _l("There is no space left on the server. Please tell the administrator."),
}
UNKNOWN = _l("The machine stopped unexpectedly. Nothing is lost; try again.")


def sentence_for(problem: str | None) -> Any:
    """What a person reads about drafts that failed."""
    return SENTENCES.get(problem or "", UNKNOWN)
