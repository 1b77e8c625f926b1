"""Forms of the library: what a manual is called, and a new version of it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from stories.sessions.forms import Either, One, Several, plain
from stories.sessions.guides.words import THEMES
from stories.sessions.library.arriving import ArrivedManual, arrive
from stories.sessions.library.errors import UnusableManual
from stories.sessions.library.models import Manual
from stories.sessions.library.services import ManualText
from stories.sessions.words import LANGUAGES

TITLE = _l("Give it a title in Kazakh and in Russian.")
LONG = _l("This is too long.")
NO_PLACE = _l("Choose an organisation from the list.")
NO_THEME = _l("Choose themes from the list.")
NO_LANGUAGE = _l("Say in which language it is written.")
NO_FILE = _l("Choose a file.")
LONGEST_TITLE, LONGEST_ABOUT = 160, 600


def _title(label: Any) -> Any:
    rules = [DataRequired(TITLE), Length(max=LONGEST_TITLE, message=LONG)]
    return StringField(label, rules, filters=[plain])


def _about(label: Any) -> Any:
    return TextAreaField(label, [Length(max=LONGEST_ABOUT, message=LONG)], filters=[plain])


class ManualForm(FlaskForm):
    """What a manual is called and what it is about."""

    organisation = One(_l("Organisation"), [InputRequired(NO_PLACE)], told=NO_PLACE)
    title_kk = _title(_l("Title in Kazakh"))
    title_ru = _title(_l("Title in Russian"))
    about_kk = _about(_l("What it is about, in Kazakh"))
    about_ru = _about(_l("What it is about, in Russian"))
    themes = Several(_l("Themes"), choices=list(THEMES.items()), told=NO_THEME)

    def offer(self, organisations: Sequence[tuple[str, str]]) -> None:
        """Name the organisations to choose from; one alone is not asked about."""
        self.organisation.choices = list(organisations)
        if len(organisations) == 1:
            del self.organisation

    def text(self) -> ManualText:
        """What was written, once it is valid."""
        return ManualText(
            title_kk=self.title_kk.data or "",
            title_ru=self.title_ru.data or "",
            about_kk=self.about_kk.data or "",
            about_ru=self.about_ru.data or "",
            themes=tuple(self.themes.data or ()),
        )


class VersionForm(FlaskForm):
    """A PDF in one of the two languages."""

    language = Either(
        _l("Language"),
        [InputRequired(NO_LANGUAGE)],
        choices=list(LANGUAGES.items()),
        told=NO_LANGUAGE,
    )
    manual = FileField(
        _l("The file (PDF)"), [FileRequired(NO_FILE)], render_kw={"accept": "application/pdf,.pdf"}
    )
    arrived: ArrivedManual | None = None

    def validate_manual(self, field: Any) -> None:
        """Look into the file, whatever it is called."""
        try:
            self.arrived = arrive(field.data)
        except UnusableManual as mistake:
            raise ValidationError(str(mistake.sentence)) from None


def as_kept(row: Manual) -> dict[str, object]:
    """A kept manual as the form shows it."""
    names = ("title_kk", "title_ru", "about_kk", "about_ru", "themes")
    return {name: getattr(row, name) for name in names}
