"""The pages of the glossary."""

import csv
import io
import uuid

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.accounts.models import Organisation
from stories.accounts.queries import organisations_of
from stories.foundation import audit
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.errors import Conflict
from stories.translations.glossary import queries, services
from stories.translations.glossary.forms import TermForm, TermsForm
from stories.translations.glossary.rules import MOST, safe_cell
from stories.translations.glossary.services import GLOSSARY, Added
from stories.translations.views.keeping import blueprint


@blueprint.route("/glossary", methods=["GET", "POST"])
@expose(GLOSSARY)
def glossary() -> ResponseReturnValue:
    """Every term of the actor's organisations, and a field to paste more into."""
    places = _places()
    form = TermsForm(places)
    if form.validate_on_submit():
        place = _chosen(form, places)
        _tell(services.add_terms(current_actor(), place.id, form.terms.data or ""))
        return redirect(url_for("translations.glossary"), code=303)
    lists = [(place, queries.terms_of(place.id)) for place in places]
    audit.record(current_actor(), "translations.glossary_viewed")
    page = render_template("translations/glossary.html", form=form, lists=lists, most=MOST)
    return page, 422 if form.errors else 200


@blueprint.get("/glossary/file")
@expose(GLOSSARY)
def glossary_file() -> ResponseReturnValue:
    """All terms as a table for other programs; what goes out can be pasted back."""
    rows = [row for place in _places() for row in queries.terms_of(place.id)]
    file = io.StringIO()
    table = csv.writer(file, delimiter=";", lineterminator="\n")
    table.writerows([safe_cell(cell) for cell in (row.kk, row.ru, row.note)] for row in rows)
    audit.record(current_actor(), "translations.glossary_taken", detail={"terms": len(rows)})
    answer = Response("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="glossary.csv"'
    return answer


@blueprint.route("/glossary/<uuid:term_id>", methods=["GET", "POST"])
@expose(GLOSSARY)
def term(term_id: uuid.UUID) -> ResponseReturnValue:
    """Put one term right."""
    actor = current_actor()
    row = queries.term(actor, term_id)
    form = TermForm(obj=row)
    if form.validate_on_submit():
        typed = [field.data or "" for field in (form.kk, form.ru, form.note)]
        try:
            services.change_term(actor, row, *typed)
        except Conflict:
            form.kk.errors = [_("This term is in the glossary already.")]
        else:
            flash(_("The term is saved."), "ok")
            return redirect(url_for("translations.glossary"), code=303)
    audit.record(actor, "translations.glossary_viewed", row)
    page = render_template("translations/term.html", form=form, term=row)
    return page, 422 if form.errors else 200


@blueprint.post("/glossary/<uuid:term_id>/remove")
@expose(GLOSSARY)
def remove_term(term_id: uuid.UUID) -> ResponseReturnValue:
    """Take it out."""
    actor = current_actor()
    services.remove_term(actor, queries.term(actor, term_id))
    flash(_("The term is removed."), "ok")
    return redirect(url_for("translations.glossary"), code=303)


def _places() -> list[Organisation]:
    return organisations_of(current_actor(), *roles_for(GLOSSARY))


def _chosen(form: TermsForm, places: list[Organisation]) -> Organisation:
    if "organisation" not in form:
        return places[0]
    return next(place for place in places if str(place.id) == form.organisation.data)


def _tell(added: Added) -> None:
    told = [
        ngettext(
            "%(num)d term is new in the glossary.",
            "%(num)d terms are new in the glossary.",
            added.new,
        )
    ]
    if added.known:
        told.append(
            ngettext("%(num)d was there already.", "%(num)d were there already.", added.known)
        )
    if added.over:
        told.append(_("There was no room for %(num)s more.", num=added.over))
    if added.unread:
        told.append(
            ngettext(
                "%(num)d line was no term: a semicolon must part Kazakh and Russian.",
                "%(num)d lines were no terms: a semicolon must part Kazakh and Russian.",
                added.unread,
            )
        )
    flash(" ".join(told), "wait" if added.over or added.unread else "ok")
