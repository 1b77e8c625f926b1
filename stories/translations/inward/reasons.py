"""What is wrong in a line of a file, and how such a place is called, as people read it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

FAULTS: dict[str, Any] = {
    "no_time": _l("There is no time here."),
    "bad_time": _l("This time cannot be read."),
    "no_words": _l("There are no words here."),
    "negative": _l("This time lies before the recording begins."),
    "end_first": _l("The end does not come after the start."),
    "after_the_end": _l("The recording is over by then."),
    "too_long": _l("More than 5,000 letters do not fit into one segment. Divide it in your file."),
    "other_tier": _l("This tier is no translation and stays out."),
    "past_the_end": _l("It ends after the recording does; the end is moved to there."),
    "overlap": _l("The same person is still speaking in the segment before."),
    "translation_too_long": _l("The translation is longer than 5,000 letters and stays out."),
    "translation_elsewhere": _l("The translation is in a language that has no place here."),
}
FORMS: dict[str, Any] = {
    "vtt": "WebVTT",
    "srt": "SRT",
    "eaf": "ELAN",
    "docx": _l("table in a Word document"),
    "json": "JSON",
}


def place(form: str, number: int) -> str:
    """Where in the file it is."""
    if form == "docx":
        return str(_("Row %(number)s", number=number))
    if form == "json":
        return str(_("Segment %(number)s", number=number))
    return str(_("Line %(number)s", number=number))
