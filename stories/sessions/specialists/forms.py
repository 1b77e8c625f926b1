"""Forms of the directory: everything about a specialist, and whose account is theirs."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from stories.foundation.fields import NEEDED, TOO_LONG, Choice, Pick, Ticks, choices, stripped
from stories.foundation.hours import kept
from stories.foundation.hours_field import HoursField
from stories.foundation.telling import tells_too_much
from stories.sessions.forms import plain
from stories.sessions.specialists.models import Specialist, SpecialistKind
from stories.sessions.specialists.services import Entry
from stories.sessions.specialists.words import KINDS, spoken

NO_KIND = _l("Say what they are.")
NO_LANGUAGE = _l("Say which languages they speak.")
NO_WAY = _l("Say whether they are met in person, on a call, or both.")
NO_MAIL = _l("This is no e-mail address.")
PAST = _l("This would tell a family’s past. Please write it in another way.")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _line(label: Any, most: int, *more: Any, hint: Any = "", **shown: Any) -> Any:
    rules = [*more, Length(max=most, message=TOO_LONG)]
    drawn = {"autocomplete": "off", "maxlength": most, **shown}
    return StringField(label, rules, filters=[stripped], description=hint, render_kw=drawn)


class SpecialistForm(FlaskForm):
    """Everything about a specialist; nothing is ticked beforehand."""

    organisation = Pick(_l("Organisation"))
    name = _line(_l("Name"), 160, DataRequired(NEEDED))
    kind = Choice(_l("What they are"), choices=choices(KINDS))
    other_kind = _line(_l("If it is another specialist, which one"), 80)
    centre = _line(
        _l("Centre"), 120, hint=_l("Its name, as you call it. Empty means every centre.")
    )
    region = _line(_l("Region"), 60)
    languages = Ticks(_l("Languages they speak"), [InputRequired(NO_LANGUAGE)])
    in_person = BooleanField(_l("They meet people in person"))
    remote = BooleanField(_l("They meet people on a call"))
    phone = _line(_l("Telephone"), 60, inputmode="tel")
    email = _line(_l("E-mail"), 254, Optional(), inputmode="email")
    place = _line(_l("Where families find them"), 200, hint=_l("Address and room."))
    free_hours = HoursField(_l("When they are free"))
    note = TextAreaField(
        _l("Note"),
        [Length(max=600, message=TOO_LONG)],
        filters=[plain],
        description=_l("Nothing about any family: everybody in the team reads it."),
        render_kw={"rows": 3, "maxlength": 600},
    )
    shared = BooleanField(
        _l("Show them to the other organisations too"),
        description=_l("These see the entry, but neither telephone, e-mail nor address."),
    )

    def offer(self, organisations: Sequence[tuple[str, str]]) -> None:
        """Name languages and organisations; one organisation alone is not asked about."""
        self.languages.choices = list(spoken().items())
        self.organisation.choices = list(organisations)
        if len(organisations) < 2:  # noqa: PLR2004 - whoever has one has no choice
            del self.organisation

    def validate_kind(self, field: Any) -> None:
        if field.data == SpecialistKind.OTHER and not self.other_kind.data:
            raise ValidationError(str(NO_KIND))

    def validate_email(self, field: Any) -> None:
        if field.data and not MAIL.fullmatch(field.data):
            raise ValidationError(str(NO_MAIL))

    def validate_in_person(self, field: Any) -> None:
        if not field.data and not self.remote.data:
            raise ValidationError(str(NO_WAY))

    def _quiet(self, field: Any) -> None:
        if tells_too_much(field.data or ""):
            raise ValidationError(str(PAST))

    validate_other_kind = validate_centre = validate_region = validate_place = _quiet
    validate_name = _quiet

    def entry(self) -> Entry:
        """What was written, once it is valid."""
        return Entry(
            name=self.name.data or "",
            kind=SpecialistKind(self.kind.data),
            other_kind=self.other_kind.data if self.kind.data == SpecialistKind.OTHER else "",
            centre=self.centre.data or "",
            region=self.region.data or "",
            languages=tuple(self.languages.data or ()),
            phone=self.phone.data or "",
            email=self.email.data or "",
            place=self.place.data or "",
            in_person=bool(self.in_person.data),
            remote=bool(self.remote.data),
            free_hours=kept(self.free_hours.data),
            note=self.note.data or "",
            shared=bool(self.shared.data),
        )


class TieForm(FlaskForm):
    """Whose account an entry is; empty for nobody's."""

    user = Pick(_l("Their account"))

    def offer(self, users: Sequence[tuple[str, str]], nobody: str) -> None:
        """Name the organisation's staff."""
        self.user.choices = [("", nobody), *users]


def as_kept(row: Specialist) -> dict[str, object]:
    """A kept entry as the form shows it."""
    names = Entry.__dataclass_fields__
    return {name: getattr(row, name) for name in names} | {"free_hours": row.free}
