"""The words of checklists and debriefs."""

from flask_babel import lazy_gettext as _l

from stories.foundation.i18n import locale_code
from stories.sessions.after.debrief.models import Mark
from stories.sessions.after.debrief.rules import Question

MARKS = {
    Mark.YES: _l("Yes"),
    Mark.PARTLY: _l("Partly"),
    Mark.NO: _l("No"),
    Mark.SKIPPED: _l("Skip"),
}
KINDS = {Mark.YES: "ok", Mark.PARTLY: "wait", Mark.NO: "stop", Mark.SKIPPED: "info"}
WORDS = {
    "went_well": _l("What went well?"),
    "was_hard": _l("What was hard?"),
    "next_time": _l("What will you do differently next time?"),
    "own_state": _l("How are you yourself?"),
}


def question_text(question: Question) -> str:
    """A question in the language of the page; in Kazakh where it has no English."""
    return {"ru": question.ru, "en": question.en}.get(locale_code()) or question.kk


def mark_told(mark: Mark, count: int) -> str:
    """«Ия: 7»: an answer and how often it was given."""
    return f"{MARKS[mark]}: {count}"
