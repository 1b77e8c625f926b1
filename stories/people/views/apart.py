"""Restricted facts, on a page of the safeguarding lead alone; and that an identity was seen."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.people import queries, services
from stories.people.forms import FactForm, IdentityForm
from stories.people.models import Person
from stories.people.problems import Mistake
from stories.people.views.persons import back, blueprint, person_page, tell
from stories.people.words import FACT_KINDS

__all__ = ["blueprint"]


@blueprint.route("/people/<uuid:person_id>/restricted", methods=["GET", "POST"])
@expose("people.restricted")
def restricted(person_id: uuid.UUID) -> ResponseReturnValue:
    """What the safeguarding lead alone knows; each look is noted, found or not (DOMAIN P5, X3)."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.restricted")
    form = FactForm()
    if form.validate_on_submit():
        try:
            services.write_fact(actor, row, *form.chosen())
        except Mistake as mistake:
            tell(form, mistake)
        else:
            return _kept(row, _("It is kept, and nobody else sees it."))
    audit.record(actor, "people.restricted_viewed", row)
    page = render_template(
        "people/restricted.html",
        person=row,
        form=form,
        facts=queries.restricted_facts(actor, row),
        kinds=FACT_KINDS,
    )
    return page, 422 if form.errors else 200


@blueprint.post("/people/<uuid:person_id>/restricted/<uuid:fact_id>/remove")
@expose("people.restricted")
def remove_fact(person_id: uuid.UUID, fact_id: uuid.UUID) -> ResponseReturnValue:
    """Take a fact back."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.restricted")
    services.remove_fact(actor, queries.restricted_fact(actor, row, fact_id))
    return _kept(row, _("It is removed."))


def _kept(row: Person, sentence: str) -> ResponseReturnValue:
    flash(sentence, "ok")
    return redirect(url_for("people.restricted", person_id=row.id), code=303)


@blueprint.post("/people/<uuid:person_id>/identity")
@expose("people.edit")
def identity(person_id: uuid.UUID) -> ResponseReturnValue:
    """Note that a document was seen, and nothing of it (DOMAIN X8)."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.edit")
    form = IdentityForm()
    if form.validate_on_submit():
        try:
            services.note_identity_seen(actor, row, form.seen_on.data or today())
        except Mistake as mistake:
            tell(form, mistake)
        else:
            return back(row, _("It is noted that you saw who it is."))
    return person_page(row, identity=form), 422
