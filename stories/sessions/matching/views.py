"""Pages of matching: seasons, and the pairs suggested for one."""

import uuid
from collections import Counter

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.queries import organisations_of
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.i18n import say
from stories.people.calling import called_here
from stories.people.queries import persons_by_ids
from stories.sessions.matching import queries, services, shown
from stories.sessions.matching.errors import NotTogether
from stories.sessions.matching.forms import PairForm, SeasonForm, as_kept
from stories.sessions.matching.gathering import Crowd, crowd_of
from stories.sessions.matching.models import Choice, Season
from stories.sessions.matching.words import wall_told
from stories.sessions.policy import PLAN
from stories.sessions.views import blueprint

A_PAGE = 40


@blueprint.get("/matching")
@expose(PLAN)
def matching() -> str:
    """Seasons to choose from."""
    return render_template("sessions/matching/index.html", seasons=queries.seasons(current_actor()))


@blueprint.route("/matching/new", methods=["GET", "POST"])
@expose(PLAN)
def new_season() -> ResponseReturnValue:
    """Enter a season."""
    actor = current_actor()
    places = organisations_of(actor, *roles_for(PLAN))
    form = SeasonForm()
    form.offer([(str(one.id), say(one.name, one.name_ru)) for one in places])
    if form.validate_on_submit():
        place = uuid.UUID(form.organisation.data) if "organisation" in form else places[0].id
        row = services.add_season(actor, place, form.text())
        flash(_("The season is saved. These pairs are suggested."), "ok")
        return _to(row)
    return _form(form, None)


@blueprint.route("/matching/<uuid:season_id>/edit", methods=["GET", "POST"])
@expose(PLAN)
def edit_season(season_id: uuid.UUID) -> ResponseReturnValue:
    """Say something else about a season."""
    actor = current_actor()
    row = queries.season(actor, season_id)
    form = SeasonForm(data=as_kept(row) if request.method == "GET" else None)
    form.offer([("", "")])
    if form.validate_on_submit():
        services.change_season(actor, row, form.text())
        flash(_("It is changed."), "ok")
        return _to(row)
    return _form(form, row)


@blueprint.route("/matching/<uuid:season_id>/delete", methods=["GET", "POST"])
@expose(PLAN)
def delete_season(season_id: uuid.UUID) -> ResponseReturnValue:
    """Say what goes with a season, and let it go."""
    actor = current_actor()
    row = queries.season(actor, season_id)
    if request.method == "POST":
        services.delete_season(actor, row)
        flash(_("The season is deleted. Sessions that were planned are still there."), "ok")
        return redirect(url_for("sessions.matching"), code=303)
    said = Counter(each.choice for each in queries.pairs_of(row.id))
    pinned, apart = said[Choice.PIN], said[Choice.FORBID]
    return render_template("sessions/matching/delete.html", season=row, pinned=pinned, apart=apart)


@blueprint.get("/matching/<uuid:season_id>")
@expose(PLAN)
def season(season_id: uuid.UUID) -> ResponseReturnValue:
    """The pairs suggested for a season, weighed anew at every look."""
    actor = current_actor()
    row = queries.season(actor, season_id)
    crowd = services.look_at_season(actor, row)
    return _page(row, crowd, _offered(crowd, PairForm(formdata=None)))


@blueprint.post("/matching/<uuid:season_id>/pairs")
@expose(PLAN)
def keep_pair(season_id: uuid.UUID) -> ResponseReturnValue:
    """Pin two people, or forbid them."""
    actor = current_actor()
    row = queries.season(actor, season_id)
    crowd = crowd_of(actor, row)
    form = _offered(crowd, PairForm())
    if form.validate_on_submit():
        pair, choice = form.said()
        try:
            services.keep_pair(actor, row, pair, choice)
        except NotTogether as error:
            people = persons_by_ids(error.pair)
            told = wall_told(error.wall, [people[each] for each in error.pair])
            form.youth.errors = [*form.youth.errors, told]
        else:
            together = choice is Choice.PIN
            flash(_("They stay together.") if together else _("They are kept apart."), "ok")
            return _to(row)
    return _page(row, crowd, form)


@blueprint.post("/matching/<uuid:season_id>/pairs/<uuid:season_pair_id>/free")
@expose(PLAN)
def free_pair(season_id: uuid.UUID, season_pair_id: uuid.UUID) -> ResponseReturnValue:
    """Take back what was said about two people."""
    actor = current_actor()
    row = queries.season(actor, season_id)
    services.free_pair(actor, row, queries.season_pair(row.id, season_pair_id))
    flash(_("It is taken back."), "ok")
    return _to(row)


def _offered(crowd: Crowd, form: PairForm) -> PairForm:
    elders, youth = (
        [(str(one.id), called_here(crowd.people[one.id])) for one in side]
        for side in (crowd.elders, crowd.youth)
    )
    form.offer(elders, youth)
    return form


def _page(row: Season, crowd: Crowd, form: PairForm) -> ResponseReturnValue:
    found = crowd.suggest()
    count = max(1, -(-len(found.matches) // A_PAGE))
    number = min(count, max(1, request.args.get("page", 1, type=int)))
    first = (number - 1) * A_PAGE
    page = render_template(
        "sessions/matching/season.html",
        season=row,
        form=form,
        found=found,
        pairs=shown.suggested(row, crowd, found)[first : first + A_PAGE],
        alone=shown.alone(crowd, found),
        said=shown.said(crowd, found, queries.pairs_of(row.id)),
        page=number,
        count=count,
    )
    return page, 422 if form.is_submitted() else 200


def _form(form: SeasonForm, row: Season | None) -> ResponseReturnValue:
    page = render_template("sessions/matching/form.html", form=form, season=row)
    return page, 422 if form.is_submitted() else 200


def _to(row: Season) -> ResponseReturnValue:
    return redirect(url_for("sessions.season", season_id=row.id), code=303)
