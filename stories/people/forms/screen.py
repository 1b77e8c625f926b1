"""A form of agreement answered on the screen: each question by an own tap (DOMAIN C2, C7)."""

import uuid
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from stories.foundation.clock import today
from stories.foundation.fields import NEEDED, TOO_LONG, Choice, PlainDate, stripped
from stories.people.documents import Document, Question, words
from stories.people.forms.agreement import MOST_YEARS
from stories.people.models import Audience, Evidence, Naming, Use
from stories.people.services import Answer

YES, NO = "yes", "no"
NEVER, UNTIL = "never", "until"


class ScreenForm(FlaskForm):
    """The frame; each question of the document becomes a field of its own name."""

    ends_on = PlainDate(_l("Until which day?"))
    witness = StringField(
        _l("Who is there as a witness?"),
        [DataRequired(NEEDED), Length(max=160, message=TOO_LONG)],
        filters=[stripped],
        description=_l("Somebody else than the one who answers and the one who records."),
    )

    def validate_ends_on(self, field: Field) -> None:
        wanted = "ends" in self and self["ends"].data == UNTIL
        if wanted and not field.data and not field.errors:
            raise ValidationError(str(NEEDED))
        if wanted and field.data and field.data <= today():
            raise ValidationError(_("This day is over. An agreement ends on a coming day."))
        if wanted and field.data and field.data.year > today().year + MOST_YEARS:
            raise ValidationError(_("This day is too far away. Leave the field empty instead."))

    def validate_audience(self, field: Field) -> None:
        told = str(field.data)
        if told != Audience.PRIVATE and self["share"].data == NO:
            raise ValidationError(_("Others may hear it only if sharing is answered with yes."))
        if told == Audience.PUBLIC and self["publish"].data == NO:
            raise ValidationError(_("Anybody may hear it only if publishing is answered with yes."))


def screen_form(document: Document) -> ScreenForm:
    """The form for a document, with nothing chosen."""
    fields = {item.name: _field(document, item) for item in document.questions}
    form: ScreenForm = type("AnsweredOnScreen", (ScreenForm,), fields)()
    if not document.asks("ends"):
        del form.ends_on
    return form


def _field(document: Document, asked: Question) -> Choice:
    said = words(document.version, document.language)
    if asked.name == "ends":
        choices = {NEVER: said["until_taken_back"], UNTIL: said["until_day"]}
    else:
        choices = dict(asked.options) or {YES: said["yes"], NO: said["no"]}
    return Choice(asked.text, choices=list(choices.items()), description=asked.hint)


def answer(
    form: ScreenForm,
    document: Document,
    signer_id: uuid.UUID,
    session_id: uuid.UUID | None,
    operator: str,
) -> Answer:
    """What was answered, for the service; a refusal of everything has no uses."""
    uses = tuple(use for use in Use if document.asks(use) and form[use.value].data == YES)
    return Answer(
        signer_id=signer_id,
        stage=document.stage,
        session_id=session_id,
        uses=uses,
        language=document.language,
        form_version=document.version,
        evidence=Evidence.WITNESSED,
        operator_name=operator,
        given_on=today(),
        audience=Audience(_said(form, document, "audience") or Audience.PRIVATE),
        naming=Naming(_said(form, document, "naming") or Naming.ANONYMOUS),
        third_parties=_said(form, document, "third_parties") == YES,
        cross_border=_said(form, document, "cross_border") == YES,
        ends_on=_end(form, document),
        witness=str(form.witness.data),
    )


def _said(form: ScreenForm, document: Document, name: str) -> str:
    return str(form[name].data) if document.asks(name) else ""


def _end(form: ScreenForm, document: Document) -> date | None:
    day: date | None = form.ends_on.data if _said(form, document, "ends") == UNTIL else None
    return day
