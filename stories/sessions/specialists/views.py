"""Pages of the directory of specialists."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.queries import organisation_by_id, organisations_of, user_by_id
from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose, roles_for
from stories.foundation.hours import WEEK
from stories.foundation.hours_words import hours_words, weekday_name
from stories.foundation.i18n import say
from stories.sessions.specialists import queries, services
from stories.sessions.specialists.forms import SpecialistForm, TieForm, as_kept
from stories.sessions.specialists.models import Specialist, SpecialistKind
from stories.sessions.specialists.policy import KEEP, READ, TIE
from stories.sessions.specialists.rules import Wanted
from stories.sessions.specialists.words import HALVES, KINDS, kind_told, spoken, ways_told
from stories.sessions.views import blueprint
from stories.sessions.words import languages_told

TOLD = {
    "kind_told": kind_told,
    "ways_told": ways_told,
    "languages_told": languages_told,
    "hours_words": hours_words,
}


@blueprint.get("/specialists")
@expose(READ)
def specialists() -> str:
    """Specialists, found by kind, centre, region, language and the time they are free."""
    actor, wanted = current_actor(), _wanted()
    everybody = queries.specialists(actor)
    return render_template(
        "sessions/specialists/index.html",
        **TOLD,
        specialists=queries.specialists(actor, wanted),
        wanted=wanted,
        chosen=wanted != Wanted(),
        kinds=KINDS,
        centres=sorted({row.centre for row in everybody} - {""}),
        regions=sorted({row.region for row in everybody} - {""}),
        spoken=spoken(),
        days=[(day, weekday_name(day)) for day in range(WEEK)],
        halves=HALVES,
        pairs=lambda names: [(name, name) for name in names],
        reaches=lambda row: queries.reaches(actor, row),
        may_keep=actor.can(KEEP),
    )


def _wanted() -> Wanted:
    """What the address asks for; what makes no sense is all the same."""
    asked = {name: value.strip()[:120] for name, value in request.args.items()}
    kind, day, half = asked.get("kind", ""), asked.get("day", ""), asked.get("half", "")
    return Wanted(
        kind=SpecialistKind(kind) if kind in set(SpecialistKind) else None,
        centre=asked.get("centre", ""),
        region=asked.get("region", ""),
        language=asked.get("language", "") if asked.get("language") in spoken() else "",
        weekday=int(day) if day in {str(one) for one in range(WEEK)} else None,
        half=half if half in HALVES else "",
    )


@blueprint.route("/specialists/new", methods=["GET", "POST"])
@expose(KEEP)
def new_specialist() -> ResponseReturnValue:
    """Enter a specialist."""
    actor = current_actor()
    places = organisations_of(actor, *roles_for(KEEP))
    form = SpecialistForm()
    form.offer([(str(one.id), say(one.name, one.name_ru)) for one in places])
    if form.validate_on_submit():
        place = uuid.UUID(form.organisation.data) if "organisation" in form else places[0].id
        row = services.add_specialist(actor, place, form.entry())
        flash(_("They are in the directory."), "ok")
        return _to(row)
    return _form(form, None)


@blueprint.get("/specialists/<uuid:specialist_id>")
@expose(READ)
def specialist(specialist_id: uuid.UUID) -> ResponseReturnValue:
    """One specialist."""
    actor = current_actor()
    row = queries.specialist(actor, specialist_id)
    audit.record(actor, "sessions.specialist_seen", row)
    return _page(actor, row, _tie(actor, row, again=True))


@blueprint.route("/specialists/<uuid:specialist_id>/edit", methods=["GET", "POST"])
@expose(KEEP)
def edit_specialist(specialist_id: uuid.UUID) -> ResponseReturnValue:
    """Say something else about a specialist."""
    actor = current_actor()
    row = queries.specialist(actor, specialist_id, KEEP)
    form = SpecialistForm(data=as_kept(row))
    form.offer([("", "")])
    if form.validate_on_submit():
        services.change_specialist(actor, row, form.entry())
        flash(_("It is changed."), "ok")
        return _to(row)
    return _form(form, row)


@blueprint.post("/specialists/<uuid:specialist_id>/tie")
@expose(TIE)
def tie_specialist(specialist_id: uuid.UUID) -> ResponseReturnValue:
    """Say whose account an entry is."""
    actor = current_actor()
    row = queries.specialist(actor, specialist_id, TIE)
    form = _tie(actor, row)
    if form is None or not form.validate_on_submit():
        return _page(actor, row, form)
    chosen = user_by_id(uuid.UUID(form.user.data)) if form.user.data else None
    services.tie_specialist(actor, row, chosen)
    flash(_("It is changed."), "ok")
    return _to(row)


@blueprint.post("/specialists/<uuid:specialist_id>/retire")
@expose(KEEP)
def retire_specialist(specialist_id: uuid.UUID) -> ResponseReturnValue:
    """Offer a specialist to nobody any more."""
    actor = current_actor()
    services.retire_specialist(actor, queries.specialist(actor, specialist_id, KEEP))
    flash(_("They are offered to nobody any more."), "ok")
    return redirect(url_for("sessions.specialists"), code=303)


def _tie(actor: Actor, row: Specialist, *, again: bool = False) -> TieForm | None:
    """The form for whoever may tie; ``again`` fills it with what is kept."""
    if not actor.can(TIE, row):
        return None
    form = TieForm(formdata=None, data={"user": str(row.user_id or "")}) if again else TieForm()
    users = queries.staff_to_tie(row.organisation_id)
    form.offer([(str(one.id), one.name) for one in users], _("Nobody’s"))
    return form


def _page(actor: Actor, row: Specialist, tie: TieForm | None) -> ResponseReturnValue:
    house = organisation_by_id(row.organisation_id)
    page = render_template(
        "sessions/specialists/show.html",
        **TOLD,
        row=row,
        tie=tie,
        reaches=queries.reaches(actor, row),
        house=say(house.name, house.name_ru) if house else "",
        may_keep=actor.can(KEEP, row),
    )
    return page, 422 if request.method == "POST" else 200


def _form(form: SpecialistForm, row: Specialist | None) -> ResponseReturnValue:
    page = render_template("sessions/specialists/form.html", form=form, row=row)
    return page, 422 if form.is_submitted() else 200


def _to(row: Specialist) -> ResponseReturnValue:
    return redirect(url_for("sessions.specialist", specialist_id=row.id), code=303)
