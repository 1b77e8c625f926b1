"""The words of breaches and legal requests."""

from flask_babel import lazy_gettext as _l

from stories.archive.incidents.models import Asker, BreachStep, RequestState

STEPS = {
    BreachStep.RECORDED: _l("Entered"),
    BreachStep.TOLD: _l("Told"),
    BreachStep.DONE: _l("Done"),
    BreachStep.CLOSED: _l("Closed"),
}
ASKERS = {
    Asker.COURT: _l("A court"),
    Asker.PROSECUTOR: _l("The prosecutor’s office"),
    Asker.POLICE: _l("The police"),
    Asker.SECURITY: _l("A security body"),
    Asker.GUARDIANSHIP: _l("The guardianship office"),
    Asker.OTHER: _l("Another body"),
}
STATES = {
    RequestState.OPEN: _l("Waits for an answer"),
    RequestState.GIVEN: _l("Given out"),
    RequestState.PARTLY: _l("Given out in part"),
    RequestState.REFUSED: _l("Not given out"),
}
KINDS = {
    RequestState.OPEN: "wait",
    RequestState.GIVEN: "ok",
    RequestState.PARTLY: "info",
    RequestState.REFUSED: "stop",
}
