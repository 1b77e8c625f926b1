"""What is mine: one person's pages behind their own link. Each load asks the link again (X4)."""

import uuid

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit, pins
from stories.foundation.access import NOBODY, OWN_LINK, expose
from stories.foundation.clock import now
from stories.foundation.db import unit_of_work
from stories.foundation.errors import NotFound
from stories.foundation.headers import forget_pages
from stories.foundation.links import TOKEN_LENGTH, visit_goes_on
from stories.people import queries, services, shown_mine
from stories.people.forms import OwnPinForm, TakeBackForm
from stories.people.models import OwnLink
from stories.people.rules import VISIT
from stories.people.views.held import as_file

blueprint = Blueprint("mine", __name__, url_prefix=f"/mine/<string(length={TOKEN_LENGTH}):token>")


class KnockFirst(Exception):
    """The PIN has not been given yet, or too long ago."""


@blueprint.errorhandler(KnockFirst)
def to_the_door(_error: KnockFirst) -> ResponseReturnValue:
    """Back to where the PIN is asked."""
    token = (request.view_args or {})["token"]
    return redirect(url_for("mine.room", token=token), code=303)


def inside(token: str) -> OwnLink:
    """The link of whoever gave the PIN less than half an hour ago."""
    link = services.open_own_link(token)
    if not _has_entered(link):
        raise KnockFirst
    return link


def _has_entered(link: OwnLink) -> bool:
    return visit_goes_on(session.get("mine", {}).get(str(link.id)), now(), VISIT)


@blueprint.get("")
@expose(OWN_LINK)
def room(token: str) -> ResponseReturnValue:
    """What somebody agreed to, or the question for the PIN."""
    link = services.open_own_link(token)
    if not _has_entered(link):
        return render_template("people/mine/pin.html", form=OwnPinForm(), token=token)
    answers = shown_mine.answers(queries.agreements_signed_by(link.person_id), link.person_id)
    return render_template(
        "people/mine/room.html", token=token, person=link.person, answers=answers
    )


@blueprint.post("")
@expose(OWN_LINK, unit="own")
def enter(token: str) -> ResponseReturnValue:
    """Take the PIN; ten wrong ones close the door for a quarter of an hour, fifty the link."""
    form = OwnPinForm()
    with unit_of_work(write=False):
        door = services.own_door(services.open_own_link(token))
        if not form.validate_on_submit():
            return render_template("people/mine/pin.html", form=form, token=token), 422
    pins.spend(door)
    with unit_of_work():
        link = services.open_own_link(token)
        if services.enter_own_link(link, str(form.pin.data)):
            return _let_in(link, token)
        form.pin.errors = [_("This PIN is not right. Please look at your card once more.")]
        return render_template("people/mine/pin.html", form=form, token=token), 422


def _let_in(link: OwnLink, token: str) -> ResponseReturnValue:
    session["mine"] = {**session.get("mine", {}), str(link.id): now().timestamp()}
    return redirect(url_for("mine.room", token=token), code=303)


@blueprint.route("/agreements/<uuid:agreement_id>/take-back", methods=["GET", "POST"])
@expose(OWN_LINK)
def take_back(token: str, agreement_id: uuid.UUID) -> ResponseReturnValue:
    """Say calmly what happens, ask once, then hide everything."""
    link = inside(token)
    row = queries.agreement_behind(link, agreement_id)
    form = TakeBackForm()
    if form.validate_on_submit():
        services.withdraw_by_link(link, row)
        return redirect(url_for("mine.hidden", token=token, agreement_id=row.id), code=303)
    page = render_template(
        "people/mine/take_back.html",
        token=token,
        form=form,
        answer=shown_mine.answer(row, link.person_id),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/agreements/<uuid:agreement_id>/hidden")
@expose(OWN_LINK)
def hidden(token: str, agreement_id: uuid.UUID) -> str:
    """Say that it is done, and since when."""
    link = inside(token)
    row = queries.agreement_behind(link, agreement_id)
    if row.withdrawn_at is None:
        raise NotFound
    answer = shown_mine.answer(row, link.person_id)
    return render_template("people/mine/hidden.html", token=token, answer=answer)


@blueprint.get("/held")
@expose(OWN_LINK)
def held(token: str) -> str:
    """What the house keeps about them, room by room."""
    link = inside(token)
    audit.record(NOBODY, "people.held_viewed", link)
    rooms = shown_mine.rooms(link.person_id)
    return render_template("people/mine/held.html", token=token, rooms=rooms)


@blueprint.get("/held.<any(json, pdf):kind>")
@expose(OWN_LINK)
def take_out(token: str, kind: str) -> Response:
    """The same as a file of their own."""
    link = inside(token)
    audit.record(NOBODY, "people.exported", link, detail={"kind": kind})
    return as_file(link.person, kind)


@blueprint.post("/leave")
@expose(OWN_LINK)
def leave(token: str) -> ResponseReturnValue:
    """Close the room on this phone."""
    link = services.open_own_link(token)
    entered = dict(session.get("mine", {}))
    entered.pop(str(link.id), None)
    session["mine"] = entered
    return forget_pages(make_response(redirect(url_for("mine.room", token=token), code=303)))
