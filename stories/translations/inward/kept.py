"""What a text that waits holds, as its file had it."""

from stories.translations.inward.files import Fault, Line
from stories.translations.inward.models import TextDraft


def lines_of(draft: TextDraft) -> list[Line]:
    """The lines that can be taken."""
    return [Line(*values) for values in draft.lines]


def faults_of(draft: TextDraft) -> list[Fault]:
    """What is wrong in it."""
    return [Fault(*values) for values in draft.faults]
