"""The run sheet: one page, and one small door for each thing that is noted on it."""

import uuid
from collections.abc import Callable

from flask import (
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import mail
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import now
from stories.foundation.errors import NotFound, StoriesError, wants_json
from stories.sessions import queries
from stories.sessions.day import services
from stories.sessions.day.forms import FlagForm, HereForm, KeywordForm, MoodForm, PauseForm
from stories.sessions.day.models import Moment
from stories.sessions.day.shown import sheet
from stories.sessions.distress.policy import RAISE
from stories.sessions.distress.queries import leads_of
from stories.sessions.distress.services import raise_flag
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import PLAN
from stories.sessions.rules import too_early
from stories.sessions.services import note_here
from stories.sessions.shown import question
from stories.sessions.views import blueprint
from stories.sessions.words import listed

WHO, WORDS, PAUSE, FLAG = "who", "keywords", "pause", "flag"


@blueprint.get("/sessions/<uuid:session_id>/day")
@expose(PLAN)
def day(session_id: uuid.UUID) -> ResponseReturnValue:
    """The run sheet of a session. ``?kept`` is the page as a device keeps it: without names."""
    return _show(queries.session(current_actor(), session_id, PLAN))


def _show(row: StorytellingSession, flag: FlagForm | None = None) -> ResponseReturnValue:
    page = render_template(
        "sessions/day/sheet.html",
        early=too_early(row.starts_at, now()),
        questions=[question(row, prompt) for prompt in row.prompts],
        **sheet(current_actor(), row, flag, kept="kept" in request.args),
    )
    return page, 422 if flag else 200


@blueprint.post("/sessions/<uuid:session_id>/day/here")
@expose(PLAN)
def note_who_is_here(session_id: uuid.UUID) -> ResponseReturnValue:
    """One tap: somebody is here, or is not."""
    actor, row = current_actor(), queries.session(current_actor(), session_id, PLAN)

    def note() -> None:
        form = HereForm().sound()
        note_here(actor, row, form.person_id, form.answer, form.at())

    return _noted(row, WHO, note)


@blueprint.post("/sessions/<uuid:session_id>/day/mood")
@expose(PLAN)
def note_mood(session_id: uuid.UUID) -> ResponseReturnValue:
    """One tap: the picture somebody pointed at."""
    actor, row = current_actor(), queries.session(current_actor(), session_id, PLAN)

    def note() -> None:
        form = MoodForm().sound()
        moment = Moment(form.moment.data)
        services.note_mood(actor, row, form.person_id, moment, form.chosen, form.at())

    return _noted(row, WHO, note)


@blueprint.post("/sessions/<uuid:session_id>/day/keyword")
@expose(PLAN)
def note_keyword(session_id: uuid.UUID) -> ResponseReturnValue:
    """A few words with their moment."""
    actor, row = current_actor(), queries.session(current_actor(), session_id, PLAN)

    def note() -> None:
        form = KeywordForm().sound()
        services.add_keyword(actor, row, form.text.data or "", form.at())

    return _noted(row, WORDS, note)


@blueprint.post("/sessions/<uuid:session_id>/day/pause")
@expose(PLAN)
def note_pause(session_id: uuid.UUID) -> ResponseReturnValue:
    """From here nothing is used; or it is used again."""
    actor, row = current_actor(), queries.session(current_actor(), session_id, PLAN)

    def note() -> None:
        form = PauseForm().sound()
        move = services.pause if form.to.data == "pause" else services.go_on
        move(actor, row, form.at())

    return _noted(row, PAUSE, note)


@blueprint.post("/sessions/<uuid:session_id>/day/flag")
@expose(RAISE)
def note_distress(session_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody is not well: the safeguarding lead is told at once."""
    actor, row = current_actor(), queries.session(current_actor(), session_id, RAISE)
    form = FlagForm()
    form.offer([(str(one.id), "") for one in row.people])
    if not form.validate_on_submit():
        if wants_json():
            raise StoriesError
        return _show(row, form)
    person_id = uuid.UUID(form.person.data) if form.person.data else None
    raise_flag(actor, row, person_id, form.words.data or "", form.at())
    told = _told(row)
    if not wants_json():
        flash(told, "ok")
    return _saved(row, FLAG, told)


def _told(row: StorytellingSession) -> str:
    names = [lead.name for lead in leads_of(row.organisation_id)]
    if not names:
        return str(
            _("It is written down, but nobody here is the safeguarding lead: call for help.")
        )
    if mail.server() is None:
        told = _("It waits on the day’s page of: %(names)s. No letter goes out: call as well.")
        return str(told) % {"names": listed(names)}
    return str(_("Told: %(names)s. If it cannot wait, call as well.", names=listed(names)))


def _noted(row: StorytellingSession, where: str, note: Callable[[], None]) -> Response:
    """Note it; what cannot be noted is told in a sentence, on the page or to the script."""
    try:
        note()
    except NotFound:
        raise
    except StoriesError as problem:
        if wants_json():
            raise
        flash(str(problem.sentence), "stop")
    return _saved(row, where)


def _saved(row: StorytellingSession, where: str, told: str = "") -> Response:
    target = url_for("sessions.day", session_id=row.id, _anchor=where)
    if not wants_json():
        return make_response(redirect(target, code=303))
    response = make_response(jsonify(saved=True, told=told), 201)
    response.headers["Location"] = target
    return response
