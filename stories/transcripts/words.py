"""The words people read for languages and for what should be listened to again."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.people.words import language_name
from stories.transcripts.rules import UNKNOWN

SHORT = {"kk": _l("Kaz"), "ru": _l("Rus")}
IN = {"kk": _l("In Kazakh"), "ru": _l("In Russian")}
FLAGS: dict[str, Any] = {
    "skipped": _l("a voice the machine did not write down"),
    "no_voice": _l("words where no voice is heard"),
    "known_phrase": _l("perhaps nobody said this"),
    "loop": _l("repeats itself"),
    "too_fast": _l("more words than fit the time"),
    "other_language": _l("neither Kazakh nor Russian"),
    "unsure": _l("the machine was unsure"),
    "language_unsure": _l("perhaps the other language"),
}
WHY: dict[str, Any] = {
    "skipped": _l(
        "Somebody speaks here, but the machine wrote nothing. Listen and type what is said, "
        "or leave it empty and mark it as checked."
    ),
    "no_voice": _l("The machine wrote words into a stretch in which hardly any voice is heard."),
    "known_phrase": _l("Machines like to write such sentences into silence and music."),
    "loop": _l("The same words come again and again, as when the machine loses its way."),
    "too_fast": _l("Nobody speaks this fast; some of it is likely made up."),
    "other_language": _l(
        "It sounds like a third language. What was said may not be what stands here."
    ),
    "unsure": _l("The machine gave its own words little chance of being right."),
    "language_unsure": _l("It might have been said in the other language."),
}
OTHER = _l("Other language")


def language_word(code: str) -> str:
    """A language as it stands beside a segment: short for ours, the full name for another."""
    if code in SHORT:
        return str(SHORT[code])
    return str(OTHER) if code == UNKNOWN else language_name(code)


def language_choices(spoken: str) -> dict[str, str]:
    """Languages a person may choose for a segment: ours, the one it has, and none of them."""
    codes = dict.fromkeys((*SHORT, spoken, UNKNOWN))
    return {code: language_word(code) for code in codes}
