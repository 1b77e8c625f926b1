"""The page of workload: bars drawn by the server, with the table under them."""

from typing import Any

from flask import render_template, request, url_for

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.sessions.after.workload import queries
from stories.sessions.after.workload.policy import OF_ALL, WORKLOAD
from stories.sessions.after.workload.rules import Load, Span, Stretch, bars
from stories.sessions.after.workload.words import KINDS, SPANS, stretch_told
from stories.sessions.times import read_month
from stories.sessions.views import blueprint


@blueprint.get("/workload")
@expose(WORKLOAD)
def workload() -> str:
    """Sessions, hours and people of each facilitator, and what is left to do."""
    actor = current_actor()
    stretch = _asked()
    found = [(user.name, load) for user, load in queries.loads(actor, stretch)]
    audit.record(actor, "sessions.workload_viewed", detail={"span": stretch.span.value})
    return render_template(
        "sessions/after/workload.html",
        stretch=stretch_told(stretch),
        spans=[
            (_url(Stretch.around(one, stretch.first)), SPANS[one], one is stretch.span)
            for one in Span
        ],
        earlier=_step(stretch, -1),
        later=_step(stretch, 1),
        loads=found,
        together=sum((load for _name, load in found), Load()),
        bars=bars(found),
        kinds=KINDS,
        of_all=bool(actor.organisations(*OF_ALL)),
    )


def _asked() -> Stretch:
    asked = request.args.get("span", "")
    span = Span(asked) if asked in set(Span) else Span.MONTH
    month = read_month(request.args.get("month", ""), today())
    return Stretch.around(span, month or today())


def _url(stretch: Stretch) -> str:
    return url_for("sessions.workload", span=stretch.span.value, month=f"{stretch.first:%Y-%m}")


def _step(stretch: Stretch, by: int) -> tuple[str, Any]:
    other = stretch.shifted(by)
    return _url(other), stretch_told(other)
