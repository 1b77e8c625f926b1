"""Pages of an import: send a file, look at what it would do, and do it."""

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.accounts.queries import organisations_of
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.errors import NotFound, StoriesError
from stories.foundation.i18n import LANGUAGES, locale_code
from stories.people import queries, services, sheets
from stories.people.forms import ImportForm, PreviewForm, numbers
from stories.people.models import ImportDraft
from stories.people.problems import ListChanged, Mistake, NothingChosen, RowsWrong
from stories.people.views.persons import blueprint, tell
from stories.people.words import GENERATIONS

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@blueprint.route("/people/import", methods=["GET", "POST"])
@expose("people.import", files=True)
def import_list() -> ResponseReturnValue:
    """Send a file; nothing is entered by that."""
    actor = current_actor()
    places = organisations_of(actor, *roles_for("people.import"))
    form = ImportForm(places)
    if form.validate_on_submit():
        place = uuid.UUID(form.organisation.data) if "organisation" in form else places[0].id
        try:
            table = sheets.read(form.sheet.data.stream)
            columns = sheets.columns_of(table.heads, locale_code())
        except Mistake as mistake:
            tell(form, mistake)
        else:
            draft = services.keep_draft(actor, place, table, columns)
            return redirect(url_for("people.preview", draft_id=draft.id), code=303)
    page = render_template("people/import.html", form=form)
    return page, 422 if form.errors else 200


@blueprint.get("/people/import/template")
@expose("people.import")
def import_template() -> ResponseReturnValue:
    """A file to fill in; ``?language=kk&kind=xlsx``."""
    language, kind = request.args.get("language", "kk"), request.args.get("kind", "xlsx")
    if language not in LANGUAGES or kind not in KINDS:
        raise NotFound
    response = Response(sheets.template(language, kind), content_type=KINDS[kind])
    name = f"people-{language}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.route("/people/import/<uuid:draft_id>", methods=["GET", "POST"])
@expose("people.import")
def preview(draft_id: uuid.UUID) -> ResponseReturnValue:
    """What the file would do, row by row; and doing it, as it was seen."""
    actor = current_actor()
    draft = queries.draft(actor, draft_id)
    form = PreviewForm()
    if not form.is_submitted():
        return _preview(draft, form, None)
    left_out = numbers(request.form.getlist("leave"))
    if not form.validate():
        return _preview(draft, form, left_out), 422
    try:
        count = services.import_people(actor, draft, left_out, form.seen.data or "")
    except (ListChanged, RowsWrong, NothingChosen) as problem:
        return _preview(draft, form, left_out, problem), problem.status
    told = ngettext("%(num)d person is entered.", "%(num)d people are entered.", count)
    flash(told, "ok")
    return redirect(url_for("people.index"), code=303)


def _preview(
    draft: ImportDraft,
    form: PreviewForm,
    left_out: frozenset[int] | None,
    problem: StoriesError | None = None,
) -> str:
    found = services.look_at(current_actor(), draft, left_out)
    return render_template(
        "people/preview.html",
        draft=draft,
        form=form,
        preview=found,
        problem=problem,
        generations=GENERATIONS,
        heads={field: sheets.heading(field, locale_code()) for field in sheets.COLUMNS},
    )


@blueprint.post("/people/import/<uuid:draft_id>/drop")
@expose("people.import")
def drop_import(draft_id: uuid.UUID) -> ResponseReturnValue:
    """Throw the list away."""
    actor = current_actor()
    services.drop_draft(actor, queries.draft(actor, draft_id))
    flash(_("The list is thrown away. Nobody was entered."), "ok")
    return redirect(url_for("people.import_list"), code=303)
