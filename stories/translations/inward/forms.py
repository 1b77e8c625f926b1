"""A text as a file, and what has to be said of it before it is taken in."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from stories.foundation.fields import Pick

KINDS = ".vtt,.srt,.eaf,.docx,.json,.txt"
BESIDE, TOGETHER = "beside", "together"


class BringForm(FlaskForm):
    """One file."""

    script = FileField(
        _l("The file with the text"),
        [FileRequired(_l("Please choose a file."))],
        render_kw={"accept": KINDS},
    )


def taking_form(
    names: Sequence[str],
    people: Sequence[tuple[str, str]],
    guesses: Mapping[str, str],
    *,
    unsaid: bool,
    beside: bool | None,
) -> FlaskForm:
    """Questions about a file that waits: languages, two-line captions, and each name in it.

    ``unsaid`` asks for the language of lines that name none; ``beside`` what two-line captions
    are, with the likelier answer, None where there are none.
    """

    class Taking(FlaskForm):
        """The questions of this file."""

    if unsaid:
        Taking.language = Pick(
            _l("Language of the segments that do not say it"),
            choices=[
                ("", _l("As their letters and words show")),
                ("kk", _l("Kazakh")),
                ("ru", _l("Russian")),
            ],
            default="",
        )
    if beside is not None:
        Taking.lines = Pick(
            _l("Two lines in one caption"),
            choices=[
                (TOGETHER, _l("are one text")),
                (BESIDE, _l("are what was said, and its translation")),
            ],
            default=BESIDE if beside else TOGETHER,
        )
    for place, name in enumerate(names):
        picked = Pick(name, choices=list(people), default=guesses.get(name, ""))
        setattr(Taking, f"who_{place}", picked)
    return Taking()


def keys_of(form: Any, names: Sequence[str]) -> dict[str, str]:
    """What was chosen for each name."""
    return {name: form[f"who_{place}"].data or "" for place, name in enumerate(names)}
