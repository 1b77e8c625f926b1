"""What the commands of the editor are called; their keys are in static/src/transcripts/keys.js."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l


def _voice(number: int) -> Any:
    return _l("Number %(number)s in the list of voices", number=number)


NAMES: Mapping[object, Mapping[str, Any]] = {
    _l("Sound"): {
        "play": _l("Play or pause"),
        "back": _l("Back three seconds"),
        "word": _l("Play from the word at the cursor"),
        "slower": _l("Slower"),
        "faster": _l("Faster"),
        "loop": _l("Repeat the segment"),
    },
    _l("Going through the text"): {
        "next": _l("To the next segment"),
        "previous": _l("To the previous segment"),
        "doubt": _l("To the next doubtful word"),
        "flag": _l("To the next mark"),
        "remark": _l("To the next [inaudible] or [not translated]"),
        "checked": _l("Checked against the sound, or not"),
    },
    _l("Where segments start and end"): {
        "split": _l("Split at the cursor"),
        "merge": _l("Join with the next one"),
        "startEarlier": _l("Start a tenth of a second earlier"),
        "startLater": _l("Start a tenth of a second later"),
        "startHere": _l("Start at the moment that is heard"),
        "endEarlier": _l("End a tenth of a second earlier"),
        "endLater": _l("End a tenth of a second later"),
        "endHere": _l("End at the moment that is heard"),
    },
    _l("Language and writing"): {
        "kazakh": _l("Spoken in Kazakh"),
        "russian": _l("Spoken in Russian"),
        "inaudible": _l("Put in: inaudible"),
        "untranslated": _l("Put in: not translated"),
        "letters": _l("Kazakh letters on the screen"),
    },
    _l("Who speaks"): {
        **{f"speaker{number}": _voice(number) for number in range(1, 10)},
        "speaker0": _l("Nobody in particular"),
    },
    _l("Undo and help"): {
        "undo": _l("Undo"),
        "redo": _l("Redo"),
        "keys": _l("Show the keys"),
    },
}
