"""Whom the names in a file stand for: the people of the session, and voices without a name."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from stories.foundation.i18n import LANGUAGES
from stories.foundation.search import fold
from stories.media.models import Recording
from stories.people.calling import called_apart, called_here
from stories.transcripts.turns import MOST_NUMBERED, Speaker, speaker_of
from stories.transcripts.voices import numbered_name, people_in
from stories.translations.inward.files import Line
from stories.translations.inward.rules import names_in

WORDS = "words"
"""The key for a name that is no name: it belongs to what was said."""


def choices(recording: Recording, *, spoken: bool) -> list[tuple[str, str]]:
    """Whom a name may stand for: (key, name as people read it)."""
    people = [(Speaker(person_id=row.id).key, called_here(row)) for row in people_in(recording)]
    numbered = [(f"n:{place}", numbered_name(place)) for place in range(1, MOST_NUMBERED + 1)]
    nobody = [("", _("nobody in particular"))]
    return [
        *people,
        *numbered,
        *nobody,
        *([(WORDS, _("no name: part of the words"))] if spoken else []),
    ]


def guesses(lines: Iterable[Line], recording: Recording) -> dict[str, str]:
    """Each name in a file with the key of the one it fits; what fits nobody is part of the words.

    A name that fits two people fits neither.
    """
    rows = list(lines)
    known = _known(recording)
    spoken = {line.speaker for line in rows if line.spoken}
    return {
        name: known.get(fold(name), "") or (WORDS if name in spoken else "")
        for name in names_in(rows)
    }


def _known(recording: Recording) -> dict[str, str]:
    keys: dict[str, set[str]] = {}
    for row in people_in(recording):
        for name in (row.name, row.pseudonym or "", *_apart(row), called_here(row)):
            keys.setdefault(fold(name), set()).add(Speaker(person_id=row.id).key)
    for place in range(1, MOST_NUMBERED + 1):
        for code in LANGUAGES:
            with force_locale(code):
                keys.setdefault(fold(numbered_name(place)), set()).add(f"n:{place}")
    return {name: next(iter(found)) for name, found in keys.items() if name and len(found) == 1}


def _apart(row: object) -> Iterable[str]:
    """How files call somebody, in whichever language they were taken away."""
    for code in LANGUAGES:
        with force_locale(code):
            yield called_apart(row)  # type: ignore[arg-type]


def speakers(names: Sequence[str], keys: Mapping[str, str]) -> dict[str, Speaker]:
    """Who each name stands for; a name that is part of the words stands for none."""
    found = {}
    for name in names:
        speaker = None if keys.get(name) == WORDS else speaker_of(keys.get(name, ""))
        if speaker is not None:
            found[name] = speaker
    return found
