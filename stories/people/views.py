"""Pages about people: the list, one person, new and edit, who represents and who stays apart."""

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
        flash(_("%(name)s is entered.", name=row.name), "ok")
        return redirect(url_for("people.person", person_id=row.id), code=303)
    return _form(form)


@blueprint.route("/people/<uuid:person_id>/edit", methods=["GET", "POST"])
@expose("people.edit")
def edit(person_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what is known."""
    row = queries.person(current_actor(), person_id, "people.edit")
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
    return _page(row)


def _page(row: Person, **forms: Any) -> str:
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


@blueprint.post("/people/<uuid:person_id>/representatives")
@expose("people.edit")
def link(person_id: uuid.UUID) -> ResponseReturnValue:
    """Say who speaks for a child."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.edit")
    others = queries.others_of(actor, row)
    form = RepresentativeForm(shown.possible_representatives(row, others, today()))
    if form.validate_on_submit():
        chosen = queries.person(actor, uuid.UUID(form.representative.data))
        try:
            services.link_representative(actor, row, chosen, today())
        except Mistake as mistake:
            tell(form, mistake)
        else:
            return _back(row, _("%(name)s now speaks for the child.", name=chosen.name))
    return _page(row, representative=form), 422


@blueprint.post("/people/<uuid:person_id>/representatives/<uuid:link_id>/remove")
@expose("people.edit")
def unlink(person_id: uuid.UUID, link_id: uuid.UUID) -> ResponseReturnValue:
    """Undo a wrong link."""
    row = queries.person(current_actor(), person_id, "people.edit")
    services.unlink_representative(current_actor(), row, queries.representation(row.id, link_id))
    return _back(row, _("The link is removed."))


@blueprint.post("/people/<uuid:person_id>/apart")
@expose("people.edit")
def apart(person_id: uuid.UUID) -> ResponseReturnValue:
    """Keep two people out of one session."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.edit")
    form = ApartForm(queries.others_of(actor, row))
    if form.validate_on_submit():
        other = queries.person(actor, uuid.UUID(form.other.data))
        try:
            services.keep_apart(actor, row, other)
        except Mistake as mistake:
            tell(form, mistake)
        else:
            return _back(row, _("These two will not be planned together."))
    return _page(row, apart=form), 422


@blueprint.post("/people/<uuid:person_id>/apart/<uuid:pair_id>/remove")
@expose("people.edit")
def together(person_id: uuid.UUID, pair_id: uuid.UUID) -> ResponseReturnValue:
    """Take a pair off the list."""
    row = queries.person(current_actor(), person_id, "people.edit")
    services.allow_together(current_actor(), row, queries.kept_apart_row(row.id, pair_id))
    return _back(row, _("These two may be planned together again."))


@blueprint.post("/people/<uuid:person_id>/never-publish")
@expose("people.agree")
def never_publish(person_id: uuid.UUID) -> ResponseReturnValue:
    """Decide that nothing of theirs is ever published."""
    row = queries.person(current_actor(), person_id, "people.agree")
    services.never_publish(current_actor(), row)
    return _back(row, _("Nothing of theirs will be published."))


@blueprint.post("/people/<uuid:person_id>/never-publish/lift")
@expose("people.lift")
def lift_never_publish(person_id: uuid.UUID) -> ResponseReturnValue:
    """Take that decision back."""
    row = queries.person(current_actor(), person_id, "people.lift")
    services.lift_never_publish(current_actor(), row)
    return _back(row, _("The decision is taken back. What they agreed to counts again."))


def _back(row: Person, sentence: str) -> ResponseReturnValue:
    flash(sentence, "ok")
    return redirect(url_for("people.person", person_id=row.id), code=303)
