"""The words of requests to take down: for those who decide, and for those who asked."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.moderation.takedown.models import TakedownOutcome

OUTCOMES: dict[TakedownOutcome, Any] = {
    TakedownOutcome.RESTORED: _l("Show it again as it is"),
    TakedownOutcome.RESTORED_WITH_CHANGES: _l("Change it first, then two people review it again"),
    TakedownOutcome.RESTRICTED: _l("Show it to fewer people"),
    TakedownOutcome.REMOVED: _l("Take it down for good"),
}
OUTCOME_WORDS: dict[TakedownOutcome, Any] = {
    TakedownOutcome.RESTORED: _l("Shown again"),
    TakedownOutcome.RESTORED_WITH_CHANGES: _l("Sent back to be changed"),
    TakedownOutcome.RESTRICTED: _l("Shown to fewer people"),
    TakedownOutcome.REMOVED: _l("Taken down"),
    TakedownOutcome.NOT_OURS: _l("None of our stories was meant"),
}
# What whoever brings the code reads: never which story, nor why.
ANSWERS: dict[TakedownOutcome, Any] = {
    TakedownOutcome.RESTORED: _l("Two people looked at it and let it stay as it was."),
    TakedownOutcome.RESTORED_WITH_CHANGES: _l("It is changed first, and then looked at anew."),
    TakedownOutcome.RESTRICTED: _l("Fewer people can hear it now."),
    TakedownOutcome.REMOVED: _l("It is taken down."),
    TakedownOutcome.NOT_OURS: _l("We looked and found nothing of ours that you could have meant."),
}
