"""Pages of the library."""

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.queries import organisations_of
from stories.foundation import audit
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.i18n import say
from stories.foundation.serving import serve_blob
from stories.sessions.guides.words import THEMES
from stories.sessions.library import queries, services
from stories.sessions.library.forms import ManualForm, VersionForm, as_kept
from stories.sessions.library.models import Manual
from stories.sessions.library.policy import KEEP, READ
from stories.sessions.views import blueprint
from stories.sessions.words import LANGUAGES


@blueprint.get("/library")
@expose(READ)
def library() -> str:
    """Methods and manuals, found by words and by theme."""
    actor = current_actor()
    words = request.args.get("words", "").strip()[:120]
    theme = request.args.get("theme", "")
    found = queries.manuals(actor, words, theme if theme in THEMES else None)
    return render_template(
        "sessions/library.html",
        manuals=found,
        words=words,
        theme=theme,
        themes=THEMES,
        languages_here=LANGUAGES,
        may_keep=actor.can(KEEP),
    )


@blueprint.route("/library/new", methods=["GET", "POST"])
@expose(KEEP)
def new_manual() -> ResponseReturnValue:
    """Enter a manual."""
    actor = current_actor()
    places = organisations_of(actor, *roles_for(KEEP))
    form = ManualForm()
    form.offer([(str(one.id), say(one.name, one.name_ru)) for one in places])
    if form.validate_on_submit():
        place = uuid.UUID(form.organisation.data) if "organisation" in form else places[0].id
        row = services.add_manual(actor, place, form.text())
        flash(_("It is in the library. Now bring its file."), "ok")
        return _to(row)
    return _form(form, None)


@blueprint.get("/library/<uuid:manual_id>")
@expose(READ)
def manual(manual_id: uuid.UUID) -> ResponseReturnValue:
    """One manual with its versions."""
    return _page(queries.manual(current_actor(), manual_id), VersionForm(formdata=None))


@blueprint.route("/library/<uuid:manual_id>/edit", methods=["GET", "POST"])
@expose(KEEP)
def edit_manual(manual_id: uuid.UUID) -> ResponseReturnValue:
    """Say something else about a manual."""
    actor = current_actor()
    row = queries.manual(actor, manual_id, KEEP)
    form = ManualForm(data=as_kept(row) if request.method == "GET" else None)
    form.offer([("", "")])
    if form.validate_on_submit():
        services.change_manual(actor, row, form.text())
        flash(_("It is changed."), "ok")
        return _to(row)
    return _form(form, row)


@blueprint.post("/library/<uuid:manual_id>/files")
@expose(KEEP, files=True)
def add_manual_file(manual_id: uuid.UUID) -> ResponseReturnValue:
    """Bring a new version in one language."""
    actor = current_actor()
    row = queries.manual(actor, manual_id, KEEP)
    form = VersionForm()
    if form.validate_on_submit() and form.arrived:
        services.add_version(actor, row, str(form.language.data), form.arrived)
        flash(_("The new version is the one that is read from now on."), "ok")
        return _to(row)
    return _page(row, form)


@blueprint.post("/library/<uuid:manual_id>/retire")
@expose(KEEP)
def retire_manual(manual_id: uuid.UUID) -> ResponseReturnValue:
    """Take a manual off the shelf."""
    actor = current_actor()
    services.retire_manual(actor, queries.manual(actor, manual_id, KEEP))
    flash(_("It is off the shelf."), "ok")
    return redirect(url_for("sessions.library"), code=303)


@blueprint.get("/library/files/<uuid:manual_file_id>")
@expose(READ)
def manual_file(manual_file_id: uuid.UUID) -> Response:
    """A version of a manual, to be saved and read."""
    actor = current_actor()
    row = queries.manual_file(actor, manual_file_id)
    audit.record(actor, "sessions.manual_opened", row)
    name = f"manual-{row.manual_id.hex[:8]}-{row.language}-{row.version}.pdf"
    return serve_blob(row.key, "application/pdf", download_name=name)


def _page(row: Manual, form: VersionForm) -> ResponseReturnValue:
    page = render_template(
        "sessions/manual.html",
        manual=row,
        form=form,
        themes=THEMES,
        languages_here=LANGUAGES,
        may_keep=current_actor().can(KEEP, row),
    )
    return page, 422 if form.is_submitted() else 200


def _form(form: ManualForm, row: Manual | None) -> ResponseReturnValue:
    page = render_template("sessions/manual_form.html", form=form, row=row)
    return page, 422 if form.is_submitted() else 200


def _to(row: Manual) -> ResponseReturnValue:
    return redirect(url_for("sessions.manual", manual_id=row.id), code=303)
