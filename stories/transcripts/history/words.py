"""Words for what was changed, and how it came about."""

from flask_babel import lazy_gettext as _l

from stories.transcripts.history.models import Kind, Way

KINDS = {
    Kind.TEXT: _l("Text changed"),
    Kind.LANGUAGE: _l("Language changed"),
    Kind.SPEAKER: _l("Speaker named"),
    Kind.CHECKED: _l("Checked against the sound"),
    Kind.SPLIT: _l("Segment divided"),
    Kind.MERGED: _l("Segments joined"),
    Kind.BOUNDARY: _l("Boundary moved"),
    Kind.TRANSLATION: _l("Translation changed"),
    Kind.IMPORTED: _l("Taken from another version"),
}
UNCHECKED = _l("No longer checked")
WAYS = {
    Way.MADE: "",
    Way.UNDONE: _l("taken back"),
    Way.REDONE: _l("made once more"),
    Way.RESTORED: _l("brought back from the history"),
}
