"""The address a calendar asks, and the pages where it is made and closed."""

import hashlib
import uuid

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts import notes
from stories.foundation import throttle
from stories.foundation.access import OWN_LINK, current_actor, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import NotFound
from stories.foundation.links import TOKEN_LENGTH
from stories.people.models import Person
from stories.people.post import language_of
from stories.people.queries import person as find_person
from stories.sessions.feeds import queries
from stories.sessions.feeds.forms import FeedForm
from stories.sessions.feeds.reading import read_feed
from stories.sessions.feeds.services import (
    GIVE,
    give_feed,
    give_own_feed,
    revoke_feed,
    revoke_own_feed,
)
from stories.sessions.feeds.telling import address_of
from stories.sessions.policy import VIEW
from stories.sessions.views import blueprint

feeds = Blueprint("feeds", __name__)
NEW_FEED = "new_feed"
WRONG_ONES = 60  # addresses that lead nowhere, from one place in a quarter of an hour


@feeds.get(f"/calendar/<string(length={TOKEN_LENGTH}):token>.ics")
@expose(OWN_LINK, unit="own")
def calendar(token: str) -> ResponseReturnValue:
    """Somebody's sessions for their calendar; the same as long as nothing has changed."""
    told = _read(token)
    if told is None:
        with unit_of_work():
            throttle.spend(f"feed:{request.remote_addr}", limit=WRONG_ONES)
        raise NotFound
    response = Response(told, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="kezdesu.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    response.set_etag(hashlib.sha256(told.encode()).hexdigest()[:40])
    return response.make_conditional(request)


def _read(token: str) -> str | None:
    with unit_of_work(write=False):
        try:
            return read_feed(token)
        except NotFound:
            return None


@blueprint.route("/account/calendar", methods=["GET", "POST"])
@expose(VIEW)
def my_calendar() -> ResponseReturnValue:
    """The actor's own address: made, shown once, closed."""
    form, actor = FeedForm(), current_actor()
    if form.validate_on_submit():
        token = give_own_feed(actor, form.language.data, form.alarm_minutes)
        return _told_once(token, None, url_for("sessions.my_calendar"))
    rows = queries.feeds_of(user_id=actor.id)
    page = render_template("sessions/feeds/mine.html", form=form, feeds=rows, made=_made(None))
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/account/calendar/revoke")
@expose(VIEW)
def revoke_my_calendar() -> ResponseReturnValue:
    """Close the actor's own address."""
    revoke_own_feed(current_actor())
    flash(_("The address is closed. Calendars that ask there find nothing any more."), "ok")
    return redirect(url_for("sessions.my_calendar"), code=303)


@blueprint.route("/people/<uuid:person_id>/calendar", methods=["GET", "POST"])
@expose(GIVE)
def person_calendar(person_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody's address: made, shown once, closed."""
    actor = current_actor()
    row = find_person(actor, person_id, GIVE)
    form = FeedForm(language_of(row))
    if form.validate_on_submit():
        token = give_feed(actor, row, form.language.data, form.alarm_minutes)
        return _told_once(token, row, url_for("sessions.person_calendar", person_id=row.id))
    page = render_template(
        "sessions/feeds/person.html",
        person=row,
        form=form,
        feeds=queries.feeds_of(person_id=row.id),
        made=_made(row),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/people/<uuid:person_id>/calendar/revoke")
@expose(GIVE)
def revoke_person_calendar(person_id: uuid.UUID) -> ResponseReturnValue:
    """Close somebody's address."""
    row = find_person(current_actor(), person_id, GIVE)
    revoke_feed(current_actor(), row)
    flash(_("The address is closed. Calendars that ask there find nothing any more."), "ok")
    return redirect(url_for("sessions.person_calendar", person_id=row.id), code=303)


def _told_once(token: str, person: Person | None, page: str) -> ResponseReturnValue:
    url = address_of("feeds.calendar", token=token)
    notes.leave(NEW_FEED, {"url": url, "whose": str(person.id) if person else ""})
    return redirect(page, code=303)


def _made(person: Person | None) -> str | None:
    """The address just made on this page; one of somebody else's page is not told here."""
    note = notes.take(NEW_FEED)
    whose = str(person.id) if person else ""
    return note["url"] if note and note["whose"] == whose else None


def on_person(person: Person) -> str:
    """On the person's page: the way to their calendar."""
    if person.erased_at or not current_actor().can(GIVE, person):
        return ""
    return render_template("sessions/feeds/person_panel.html", person=person)


def on_account(_user: object) -> str:
    """On one's own page: the way to one's calendar."""
    if not current_actor().can(VIEW):
        return ""
    return render_template("sessions/feeds/account_panel.html")
