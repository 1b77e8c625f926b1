"""Pages about people: the list, and one person."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from stories.accounts.centres.queries import centres_of
from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.people import queries, shown
from stories.people.forms import (
    ApartForm,
    CentreOfForm,
    IdentityForm,
    RelationForm,
    RepresentativeForm,
)
from stories.people.models import Generation, Person
from stories.people.problems import Mistake
from stories.people.words import GENERATIONS

blueprint = Blueprint("people", __name__)
ON_A_PAGE = 60
FIELD_OF = {"ways": "telephone"}  # where a form has several fields for one thing


@blueprint.get("/people")
@expose("people.view")
def index() -> str:
    """Everybody the actor may see, by generation and by name."""
    generation = _generation(request.args.get("generation"))
    words = request.args.get("words", "").strip()
    places = centres_of(current_actor(), "people.view")
    centre = next((one for one in places if str(one.id) == request.args.get("centre")), None)
    found = queries.people_list(
        current_actor(), generation, words, centre_id=centre.id if centre else None
    )
    page = shown.Page(len(found), request.args.get("page", ""), ON_A_PAGE)
    return render_template(
        "people/index.html",
        lines=shown.lines(found[page.first : page.last], today()),
        count=len(found),
        page=page,
        words=words,
        generation=generation,
        generations=GENERATIONS,
        places=places,
        centre=centre,
        doubles=queries.possible_doubles(current_actor(), found) if not words else [],
    )


def _generation(value: str | None) -> Generation | None:
    return Generation(value) if value in set(Generation) else None


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
        relation_form=forms.get("relation") or RelationForm(candidates, blank),
        identity_form=forms.get("identity") or IdentityForm(None, data={"seen_on": today()}),
        centre_form=forms.get("centre")
        or (CentreOfForm(row) if current_actor().can("people.edit", row) else None),
        candidates=candidates,
    )


def tell(form: Any, mistake: Mistake | None) -> None:
    """Put a service's sentence beside the field it belongs to."""
    if mistake is not None:
        field = form[FIELD_OF.get(mistake.field, mistake.field)]
        field.errors = [*field.errors, str(mistake.sentence)]


def back(row: Person, sentence: str) -> ResponseReturnValue:
    """To the person's page, with a word about what was done."""
    flash(sentence, "ok")
    return redirect(url_for("people.person", person_id=row.id), code=303)
