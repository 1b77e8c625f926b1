"""Who represents, who stays apart, and what is never published."""

import uuid

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.people import queries, services, shown
from stories.people.calling import called
from stories.people.forms import ApartForm, RelationForm, RepresentativeForm
from stories.people.problems import Mistake
from stories.people.views.persons import back, blueprint, person_page, tell


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
            return back(row, _("%(name)s now speaks for the child.", name=called(actor, chosen)))
    return person_page(row, representative=form), 422


@blueprint.post("/people/<uuid:person_id>/representatives/<uuid:link_id>/remove")
@expose("people.edit")
def unlink(person_id: uuid.UUID, link_id: uuid.UUID) -> ResponseReturnValue:
    """Undo a wrong link."""
    row = queries.person(current_actor(), person_id, "people.edit")
    services.unlink_representative(current_actor(), row, queries.representation(row.id, link_id))
    return back(row, _("The link is removed."))


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
            return back(row, _("These two will not be planned together."))
    return person_page(row, apart=form), 422


@blueprint.post("/people/<uuid:person_id>/apart/<uuid:pair_id>/remove")
@expose("people.edit")
def together(person_id: uuid.UUID, pair_id: uuid.UUID) -> ResponseReturnValue:
    """Take a pair off the list."""
    row = queries.person(current_actor(), person_id, "people.edit")
    services.allow_together(current_actor(), row, queries.kept_apart_row(row.id, pair_id))
    return back(row, _("These two may be planned together again."))


@blueprint.post("/people/<uuid:person_id>/relations")
@expose("people.edit")
def relate(person_id: uuid.UUID) -> ResponseReturnValue:
    """Say what somebody is to this person."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.edit")
    form = RelationForm(queries.others_of(actor, row))
    if form.validate_on_submit():
        other = queries.person(actor, uuid.UUID(form.relative.data))
        try:
            services.relate(actor, row, other, form.chosen(), form.note.data or "")
        except Mistake as mistake:
            tell(form, mistake)
        else:
            return back(row, _("It is noted what they are to each other."))
    return person_page(row, relation=form), 422


@blueprint.post("/people/<uuid:person_id>/relations/<uuid:relation_id>/remove")
@expose("people.edit")
def unrelate(person_id: uuid.UUID, relation_id: uuid.UUID) -> ResponseReturnValue:
    """Take a relation back."""
    row = queries.person(current_actor(), person_id, "people.edit")
    services.unrelate(current_actor(), row, queries.relation(row.id, relation_id))
    return back(row, _("The relation is removed."))


@blueprint.post("/people/<uuid:person_id>/never-publish")
@expose("people.agree")
def never_publish(person_id: uuid.UUID) -> ResponseReturnValue:
    """Decide that nothing of theirs is ever published."""
    row = queries.person(current_actor(), person_id, "people.agree")
    services.never_publish(current_actor(), row)
    return back(row, _("Nothing of theirs will be published."))


@blueprint.post("/people/<uuid:person_id>/never-publish/lift")
@expose("people.lift")
def lift_never_publish(person_id: uuid.UUID) -> ResponseReturnValue:
    """Take that decision back."""
    row = queries.person(current_actor(), person_id, "people.lift")
    services.lift_never_publish(current_actor(), row)
    return back(row, _("The decision is taken back. What they agreed to counts again."))
