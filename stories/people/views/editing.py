"""Entering somebody, correcting what is known, and settling what two editors said."""

import uuid
from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.models import Organisation
from stories.accounts.queries import organisations_of
from stories.foundation import audit
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.clock import now
from stories.people import clashing, queries, services
from stories.people.calling import called
from stories.people.forms import PersonForm
from stories.people.models import Person
from stories.people.problems import EditClash, Mistake
from stories.people.pseudonyms import suggestions
from stories.people.services import Details, Merged
from stories.people.views.persons import blueprint, tell

__all__ = ["blueprint"]
SUGGESTED = 8


@blueprint.route("/people/new", methods=["GET", "POST"])
@expose("people.edit")
def new() -> ResponseReturnValue:
    """Enter somebody."""
    actor = current_actor()
    places = organisations_of(actor, *roles_for("people.edit"))
    form = PersonForm(places)
    if form.validate_on_submit():
        place = uuid.UUID(form.organisation.data) if "organisation" in form else places[0].id
        try:
            row = services.add_person(actor, place, form.details())
        except Mistake as mistake:
            return _form(form, _free(places), mistake)
        flash(_("%(name)s is entered.", name=called(actor, row)), "ok")
        return redirect(url_for("people.person", person_id=row.id), code=303)
    return _form(form, _free(places))


def _free(places: Iterable[Organisation]) -> list[str]:
    return free_pseudonyms([place.id for place in places])


def free_pseudonyms(organisations: Iterable[uuid.UUID]) -> list[str]:
    """Pseudonyms that nobody of these organisations has; others every minute."""
    taken = {name for each in organisations for name in queries.pseudonyms_of(each)}
    return suggestions(taken, SUGGESTED, seed=int(now().timestamp()) // 60)


@blueprint.route("/people/<uuid:person_id>/edit", methods=["GET", "POST"])
@expose("people.edit")
def edit(person_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what is known; whoever saved in between is heard, too."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.edit")
    audit.record(actor, "people.viewed", row)  # the form shows all that is known
    form = PersonForm([], row)
    if not form.validate_on_submit():
        return _form(form, free_pseudonyms([row.organisation_id]), person=row)
    asked = [group for group in services.GROUPS if group in request.form.getlist("asked")]
    if any(_pick(group) not in {"mine", "theirs"} for group in asked):
        both = Merged(form.details(), services.details_of(row), tuple(asked))
        return _clash(row, both, _("Please choose everywhere."))
    try:
        services.edit_person(actor, row, _chosen(form.details(), row), form.seen())
    except EditClash as clash:
        return _clash(row, clash.both)
    except Mistake as mistake:
        return _form(form, free_pseudonyms([row.organisation_id]), mistake, row)
    flash(_("Saved."), "ok")
    return redirect(url_for("people.person", person_id=row.id), code=303)


def _pick(group: str) -> str:
    return request.form.get(f"pick_{group}", "")


def _chosen(mine: Details, row: Person) -> Details:
    """What was chosen where two versions clashed: theirs, group by group, else mine."""
    theirs = [group for group in services.GROUPS if _pick(group) == "theirs"]
    return services.with_groups(mine, services.details_of(row), theirs)


def _clash(row: Person, both: Merged, problem: str = "") -> ResponseReturnValue:
    page = render_template(
        "people/clash.html",
        person=row,
        lines=clashing.lines(both),
        fields=clashing.carried(both, row),
        picked={group: _pick(group) for group in both.clashes},
        problem=problem,
    )
    return page, EditClash.status


def _form(
    form: PersonForm,
    free: list[str],
    mistake: Mistake | None = None,
    person: Person | None = None,
) -> ResponseReturnValue:
    tell(form, mistake)
    page = render_template("people/edit.html", form=form, person=person, free=free)
    return page, 422 if form.errors else 200
