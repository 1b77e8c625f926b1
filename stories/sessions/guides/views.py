"""Pages of the guides: looking through questions, choosing them, an organisation's own."""

import uuid
from enum import StrEnum
from typing import TypeVar

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.accounts.queries import organisations_of
from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose, roles_for
from stories.foundation.errors import NotFound
from stories.foundation.i18n import day_clock, locale_code, say
from stories.sessions import queries as sessions
from stories.sessions.errors import WrongState
from stories.sessions.guides import printing, queries, services
from stories.sessions.guides.errors import BadQuestion, NothingChosen
from stories.sessions.guides.forms import QuestionForm, as_written
from stories.sessions.guides.models import AgeBand, AskedOf, Prompt
from stories.sessions.guides.rules import Wanted
from stories.sessions.guides.shown import shelves
from stories.sessions.guides.words import AGES, ASKED_OF, CARE, THEMES
from stories.sessions.library.queries import manuals
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import PLAN, VIEW
from stories.sessions.rules import MOVES, Move
from stories.sessions.views import blueprint

Kind = TypeVar("Kind", bound=StrEnum)
CARES = {"light": False, "care": True}


@blueprint.get("/guides")
@expose(VIEW)
def guides() -> str:
    """Every question, by theme, age, care and whom it is put to; ``?session=…`` is chosen for."""
    actor = current_actor()
    wanted = _wanted()
    found = [one for one in queries.seen(actor) if wanted.takes(one)]
    rows = _open_to(actor)
    asked = request.args.get("session", "")
    return render_template(
        "sessions/guides.html",
        shelves=shelves(found, actor.organisations(*roles_for(PLAN))),
        count=len(found),
        wanted=wanted,
        care=request.args.get("care", ""),
        themes=THEMES.items(),
        ages=[(age.value, word) for age, word in AGES.items()],
        whoms=[(whom.value, word) for whom, word in ASKED_OF.items()],
        cares=[(name, CARE[care]) for name, care in CARES.items()],
        sessions=[(str(row.id), _line(row)) for row in rows],
        session=next((row for row in rows if str(row.id) == asked), None),
        may_plan=actor.can(PLAN),
        manuals=manuals(actor, theme=wanted.theme) if wanted.theme else [],
    )


def _wanted() -> Wanted:
    theme = request.args.get("theme", "")
    return Wanted(
        theme=theme if theme in THEMES else None,
        age=_named(AgeBand, "age"),
        care=CARES.get(request.args.get("care", "")),
        asked_of=_named(AskedOf, "whom"),
    )


def _named(kind: type[Kind], name: str) -> Kind | None:
    value = request.args.get(name, "")
    return kind(value) if value in set(kind) else None


def _open_to(actor: Actor) -> list[StorytellingSession]:
    """Sessions to come whose plan the actor may still change."""
    if not actor.can(PLAN):
        return []
    rows = sessions.upcoming(actor, 60)
    return [row for row in rows if (row.state, Move.CHANGE) in MOVES and actor.can(PLAN, row)]


def _line(row: StorytellingSession) -> str:
    return f"{day_clock(row.starts_at, row.zone)} · {row.theme}"


@blueprint.post("/guides/choose")
@expose(PLAN)
def choose_questions() -> ResponseReturnValue:
    """Add the ticked questions to a session."""
    actor = current_actor()
    row = _session_named(actor)
    keys = request.form.getlist("prompts")
    try:
        services.choose_questions(actor, row, keys)
    except WrongState as error:
        flash(str(error.sentence), "stop")
    else:
        count = len(set(keys))
        flash(ngettext("%(num)d question is added.", "%(num)d questions are added.", count), "ok")
    return redirect(url_for("sessions.show", session_id=row.id), code=303)


def _session_named(actor: Actor) -> StorytellingSession:
    try:
        session_id = uuid.UUID(request.form.get("session", ""))
    except ValueError:
        raise NothingChosen from None
    return sessions.session(actor, session_id, PLAN)


@blueprint.route("/guides/questions/new", methods=["GET", "POST"])
@expose(PLAN)
def new_question() -> ResponseReturnValue:
    """Write a question of the organisation's own."""
    actor = current_actor()
    places = organisations_of(actor, *roles_for(PLAN))
    form = QuestionForm()
    form.offer([(str(one.id), say(one.name, one.name_ru)) for one in places])
    if form.validate_on_submit():
        place = uuid.UUID(form.organisation.data) if "organisation" in form else places[0].id
        try:
            services.add_question(actor, place, form.question())
        except BadQuestion as error:
            form.blame(error.problems)
        else:
            return _back(_("The question is kept. It is offered from now on."))
    return _page(form, None)


@blueprint.route("/guides/questions/<uuid:prompt_id>", methods=["GET", "POST"])
@expose(PLAN)
def edit_question(prompt_id: uuid.UUID) -> ResponseReturnValue:
    """Put one of the organisation's own questions in other words."""
    actor = current_actor()
    row = queries.own_question(actor, prompt_id)
    form = QuestionForm(data=as_written(row) if request.method == "GET" else None)
    form.offer([("", "")])
    if form.validate_on_submit():
        try:
            services.change_question(actor, row, form.question())
        except BadQuestion as error:
            form.blame(error.problems)
        else:
            return _back(_("The question is changed."))
    return _page(form, row)


@blueprint.post("/guides/questions/<uuid:prompt_id>/retire")
@expose(PLAN)
def retire_question(prompt_id: uuid.UUID) -> ResponseReturnValue:
    """Offer a question no more."""
    actor = current_actor()
    services.retire_question(actor, queries.own_question(actor, prompt_id))
    return _back(_("The question is not offered any more."))


@blueprint.get("/sessions/<uuid:session_id>/plan.pdf")
@expose(VIEW)
def plan_sheet(session_id: uuid.UUID) -> Response:
    """The plan of a session as one page to print; ``?language=…`` is kk, ru or en."""
    actor = current_actor()
    row = sessions.session(actor, session_id)
    language = request.args.get("language") or locale_code()
    if language not in printing.LANGUAGES:
        raise NotFound
    audit.record(actor, "sessions.plan_printed", row)
    answer = make_response(printing.printed(actor, row, language))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="session-plan-{language}.pdf"'
    return answer


def _page(form: QuestionForm, row: Prompt | None) -> ResponseReturnValue:
    page = render_template("sessions/question.html", form=form, row=row)
    return page, 422 if form.is_submitted() else 200


def _back(told: str) -> ResponseReturnValue:
    flash(told, "ok")
    return redirect(url_for("sessions.guides"), code=303)
