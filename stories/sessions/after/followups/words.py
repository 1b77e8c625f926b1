"""The words of follow-ups."""

from flask_babel import lazy_gettext as _l

from stories.sessions.after.followups.models import Outcome

OUTCOMES = {
    Outcome.DONE: _l("Done"),
    Outcome.PARTLY: _l("Done in part"),
    Outcome.COULD_NOT: _l("It could not be done"),
    Outcome.NOT_NEEDED: _l("It is no longer needed"),
}
KINDS = {
    Outcome.DONE: "ok",
    Outcome.PARTLY: "wait",
    Outcome.COULD_NOT: "stop",
    Outcome.NOT_NEEDED: "info",
}
