"""An agreement on the screen, before a witness: the form's own words, answered by own taps."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.foundation.errors import NotFound
from stories.foundation.i18n import LANGUAGES, locale_code
from stories.people import asked, queries, services, shown
from stories.people.documents import NEWEST, Document, document, picture, words
from stories.people.forms import ScreenForm, answer, screen_form
from stories.people.models import Person, Stage, Wording
from stories.people.problems import Mistake
from stories.people.views.about import operator_of, session_asked
from stories.people.views.persons import blueprint, tell

__all__ = ["blueprint"]


@blueprint.route("/people/<uuid:person_id>/agreements/screen", methods=["GET", "POST"])
@expose("people.agree")
def on_screen(person_id: uuid.UUID) -> ResponseReturnValue:
    """Show the form to whoever answers: ``?signer=…&stage=…&language=…&pictures=1``."""
    row = queries.person(current_actor(), person_id, "people.agree")
    session_id = session_asked()
    if request.method == "POST" and "signer" not in request.args:
        # Whose answer it is was said by the page, and may be another's by now: it is asked anew.
        return redirect(url_for("people.on_screen", person_id=row.id, session=session_id), code=303)
    step = asked.chosen(asked.steps(row, session_id, today()), request.args)
    if step is None:
        raise NotFound
    shown_form = _document(row, step)
    with force_locale(shown_form.language):
        return _answered(row, step, shown_form, session_id)


def _document(row: Person, step: asked.Step) -> Document:
    language = request.args.get("language", "")
    wording = step.ask.wording
    if wording is Wording.CHILD and request.args.get("pictures"):
        wording = Wording.PICTURES
    told = language if language in LANGUAGES else locale_code()
    return document(NEWEST, told, step.ask.stage, wording, operator_of(row))


def _answered(
    row: Person, step: asked.Step, read: Document, session_id: uuid.UUID | None
) -> ResponseReturnValue:
    form = screen_form(read)
    about = session_id if read.stage is Stage.AFTER else None
    if form.validate_on_submit():
        told = answer(form, read, step.ask.signer_id, about, operator_of(row))
        try:
            kept = services.record_agreement(current_actor(), row, told)
        except Mistake as mistake:
            tell(form, mistake)
        else:
            flash(_("Thank you. The answer is recorded. Please give the device back."), "ok")
            return redirect(url_for("people.agreement", agreement_id=kept.id), code=303)
    return _page(row, step, read, form, session_id)


def _page(
    row: Person,
    step: asked.Step,
    read: Document,
    form: ScreenForm,
    session_id: uuid.UUID | None,
) -> ResponseReturnValue:
    def here(**other: Any) -> str:
        values: dict[str, Any] = {
            "signer": step.ask.signer_id,
            "stage": read.stage.value,
            "session": session_id,
            "language": read.language,
            "pictures": 1 if read.wording is Wording.PICTURES else None,
        }
        return url_for("people.on_screen", person_id=row.id, **(values | other))

    page = render_template(
        "people/on_screen.html",
        nav=[],
        person=row,
        step=step,
        read=read,
        words=words(read.version, read.language),
        picture=lambda name: Markup(picture(read.version, name)),  # noqa: S704 - our own drawings
        form=form,
        here=here,
        session_id=session_id,
        session=shown.session_line(session_id),
        languages=LANGUAGES,
    )
    return page, 422 if form.errors else 200
