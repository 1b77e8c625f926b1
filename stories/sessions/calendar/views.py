"""The page of the calendar."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import Actor, current_actor, expose
from stories.people.calling import called_here
from stories.people.queries import people_list
from stories.sessions.calendar import queries, shown
from stories.sessions.calendar.asked import CALL, Asked, asked
from stories.sessions.calendar.rules import View
from stories.sessions.calendar.words import VIEWS
from stories.sessions.policy import PLAN, VIEW
from stories.sessions.views import blueprint

Ways = list[tuple[str, str]]
LONGEST_NAME = 120


@blueprint.get("/sessions")
@expose(VIEW)
def index() -> ResponseReturnValue:
    """The calendar: a month, a week, the next two weeks or a day, whole or narrowed."""
    actor = current_actor()
    this = asked(actor)
    who = _who(actor, this)
    if len(who) == 1:
        return redirect(who[0][0], code=303)
    for sentence in this.told:
        flash(sentence, "info")
    days = shown.days(actor, this)
    return render_template(
        "sessions/calendar.html",
        asked=this,
        page=this.page,
        title=shown.title(this.page),
        days=days,
        empty=not any(day.count for day in days if day.inside),
        later=_later(actor, this, days),
        views=[
            (_to(this, view=view), word, view is this.page.view) for view, word in VIEWS.items()
        ],
        before=_to(this, day=this.page.before),
        after=_to(this, day=this.page.after),
        now=None if this.page.has(this.today) else _to(this, day=None),
        everything=_to(this, facilitator=None, place=None, person=None, centre=None),
        places=[(key, _("On a call") if key == CALL else one.text) for key, one in this.places],
        who=who,
        person=called_here(this.person) if this.person else None,
        day_url=lambda day: _to(this, view=View.DAY, day=day),
        may_plan=actor.can(PLAN),
    )


def _to(this: Asked, **other: Any) -> str:
    view = other.get("view")
    if isinstance(view, View):
        other["view"] = None if view is View.MONTH else view.value
    return url_for("sessions.index", **this.address(**other))


def _who(actor: Actor, this: Asked) -> Ways:
    """Whom the typed name may mean, with the page narrowed to each."""
    words = request.args.get("who", "").strip()[:LONGEST_NAME]
    if not words:
        return []
    found = people_list(actor, words=words)
    if not found:
        this.told.append(_("Nobody was found by this name."))
    if len(found) > queries.MOST_FOUND:
        this.told.append(_("Many go by this name; type more of it."))
    return [(_to(this, person=one.id), called_here(one)) for one in found[: queries.MOST_FOUND]]


def _later(actor: Actor, this: Asked, days: list[shown.Day]) -> tuple[str, object] | None:
    """On an empty page the way to the next day with a session."""
    if any(day.count for day in days):
        return None
    found = queries.next_day(actor, this.page.days[-1], this.wanted)
    return (_to(this, day=found), found) if found else None


from stories.sessions.calendar import moving  # noqa: E402, F401
