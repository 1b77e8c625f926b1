"""Pages about people: the list, one person, new and edit."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from stories.accounts.queries import organisations_of
from stories.foundation import audit
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.clock import today
from stories.people import queries, services, shown
from stories.people.calling import called
from stories.people.forms import ApartForm, PersonForm, RepresentativeForm
from stories.people.models import Generation, Person
from stories.people.problems import Mistake
from stories.people.words import GENERATIONS

blueprint = Blueprint("people", __name__)
ON_A_PAGE = 60


@blueprint.get("/people")
@expose("people.view")
def index() -> str:
    """Everybody the actor may see, by generation and by name."""
    generation = _generation(request.args.get("generation"))
    words = request.args.get("words", "").strip()
    found = queries.people_list(current_actor(), generation, words)
    page = shown.Page(len(found), request.args.get("page", ""), ON_A_PAGE)
    return render_template(
        "people/index.html",
        lines=shown.lines(found[page.first : page.last], today()),
        count=len(found),
        page=page,
        words=words,
        generation=generation,
        generations=GENERATIONS,
        doubles=queries.possible_doubles(current_actor(), found) if not words else [],
    )


def _generation(value: str | None) -> Generation | None:
    return Generation(value) if value in set(Generation) else None


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
            return _form(form, mistake)
        flash(_("%(name)s is entered.", name=called(actor, row)), "ok")
        return redirect(url_for("people.person", person_id=row.id), code=303)
    return _form(form)


@blueprint.route("/people/<uuid:person_id>/edit", methods=["GET", "POST"])
@expose("people.edit")
def edit(person_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what is known."""
    row = queries.person(current_actor(), person_id, "people.edit")
    audit.record(current_actor(), "people.viewed", row)  # the form shows all that is known
    form = PersonForm([], obj=row)
    if form.validate_on_submit():
        try:
            services.edit_person(current_actor(), row, form.details())
        except Mistake as mistake:
            return _form(form, mistake, row)
        flash(_("Saved."), "ok")
        return redirect(url_for("people.person", person_id=row.id), code=303)
    return _form(form, person=row)


def _form(
    form: PersonForm, mistake: Mistake | None = None, person: Person | None = None
) -> ResponseReturnValue:
    tell(form, mistake)
    page = render_template("people/edit.html", form=form, person=person)
    return page, 422 if form.errors else 200


def tell(form: Any, mistake: Mistake | None) -> None:
    """Put a service's sentence beside the field it belongs to."""
    if mistake is not None:
        field = form[mistake.field]
        field.errors = [*field.errors, str(mistake.sentence)]


@blueprint.get("/people/<uuid:person_id>")
@expose("people.view")
def person(person_id: uuid.UUID) -> str:
    """One person: what is known, what was agreed, and what follows from it today."""
    row = queries.person(current_actor(), person_id)
    audit.record(current_actor(), "people.viewed", row)
    return person_page(row)


def person_page(row: Person, **forms: Any) -> str:
    """The page of one person, with a form that was not taken in as it was sent."""
    candidates = queries.others_of(current_actor(), row)
    blank: MultiDict[str, str] = MultiDict()
    return render_template(
        "people/person.html",
        person=row,
        view=shown.of(row, today()),
        representative_form=forms.get("representative")
        or RepresentativeForm(shown.possible_representatives(row, candidates, today()), blank),
        apart_form=forms.get("apart") or ApartForm(candidates, blank),
        candidates=candidates,
    )


def back(row: Person, sentence: str) -> ResponseReturnValue:
    """To the person's page, with a word about what was done."""
    flash(sentence, "ok")
    return redirect(url_for("people.person", person_id=row.id), code=303)
