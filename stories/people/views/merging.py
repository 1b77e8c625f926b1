"""Pages about somebody entered twice: choose, look at both, merge, and undo."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.people import queries, services, twice
from stories.people.forms import DoubleForm, asked_for, merge_form, taken
from stories.people.models import Person
from stories.people.problems import MergedAway
from stories.people.reasons import BARS
from stories.people.rules import bars
from stories.people.views.persons import back, blueprint


@blueprint.get("/people/<uuid:person_id>/merge")
@expose("people.merge")
def double(person_id: uuid.UUID) -> ResponseReturnValue:
    """Choose the entry that is the same person."""
    kept = queries.person(current_actor(), person_id, "people.merge")
    if other := asked_for(request.args.get("other")):
        return redirect(url_for("people.merge", person_id=kept.id, other_id=other), code=303)
    others = queries.others_of(current_actor(), kept)
    return render_template(
        "people/double.html",
        person=kept,
        similar=queries.looking_like(kept, others),
        form=DoubleForm(others, formdata=None),
    )


@blueprint.route("/people/<uuid:person_id>/merge/<uuid:other_id>", methods=["GET", "POST"])
@expose("people.merge")
def merge(person_id: uuid.UUID, other_id: uuid.UUID) -> ResponseReturnValue:
    """Look at both entries side by side, and make one of them."""
    actor = current_actor()
    kept = queries.person(actor, person_id, "people.merge")
    gone = queries.person(actor, other_id, "people.merge")
    form = merge_form(_parts(kept, gone))
    if form.validate_on_submit():
        values = twice.chosen(kept, gone, taken(form))
        services.merge_persons(actor, kept, gone, values)
        return back(kept, _("The two entries are one now. This can be undone for 30 days."))
    return _side_by_side(kept, gone, form)


def _parts(kept: Person, gone: Person) -> dict[str, tuple[Any, str, str]]:
    return {
        key: (twice.PARTS[key].label, twice.PARTS[key].told(kept), twice.PARTS[key].told(gone))
        for key in twice.differing(kept, gone)
    }


def _side_by_side(kept: Person, gone: Person, form: Any) -> ResponseReturnValue:
    audit.record(current_actor(), "people.viewed", gone)
    found = bars(
        queries.entry(kept),
        queries.entry(gone),
        beside=queries.beside_each_other(kept.id, gone.id),
        on=today(),
    )
    page = render_template(
        "people/merge.html",
        kept=twice.side(kept),
        gone=twice.side(gone),
        both=len(queries.sessions_with(kept.id) & queries.sessions_with(gone.id)),
        linked=any(link.revoked_at is None for link in queries.own_links_of([kept.id, gone.id])),
        form=form,
        bars=[BARS[bar] for bar in found],
    )
    return page, 422 if form.errors else 200


@blueprint.post("/people/<uuid:person_id>/merges/<uuid:merge_id>/undo")
@expose("people.merge")
def undo_merge(person_id: uuid.UUID, merge_id: uuid.UUID) -> ResponseReturnValue:
    """Put both entries back as they were."""
    actor = current_actor()
    row = queries.merge(actor, person_id, merge_id)
    services.undo_merge(actor, row)
    return back(queries.person(actor, person_id), _("Both entries are back as they were."))


@blueprint.errorhandler(MergedAway)
def merged_away(gone: MergedAway) -> ResponseReturnValue:
    """An old address leads to the entry that was kept."""
    told = (
        _("This person was entered twice. This is the entry that was kept; nothing was changed.")
        if request.method == "POST"
        else _("This person was entered twice. This is the entry that was kept.")
    )
    flash(told, "info")
    return redirect(url_for("people.person", person_id=gone.kept_id), code=303)
