"""The form on the page that shows every component: one field of each kind."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.widgets import CheckboxInput, ListWidget

LANGUAGES = [
    ("kk", _l("Kazakh")),
    ("ru", _l("Russian")),
    ("both", _l("Both, as it comes")),
]
THEMES = [
    ("bread", _l("Bread and the table")),
    ("craft", _l("Craft")),
    ("childhood", _l("Childhood")),
    ("road", _l("On the road")),
]


class ComponentsForm(FlaskForm):
    """Shown, never sent."""

    title = StringField(_l("What is the conversation about?"), description=_l("A few words."))
    place = SelectField(
        _l("Place"), choices=[("", _l("Choose a place")), ("home", _l("At the narrator’s home"))]
    )
    day = DateField(_l("Day"))
    hour = TimeField(_l("Beginning"))
    words = TextAreaField(_l("What should not be forgotten?"))
    themes = SelectMultipleField(
        _l("Themes"),
        choices=THEMES,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    language = RadioField(_l("Language of the conversation"), choices=LANGUAGES)
    view = RadioField(
        _l("What is shown"), choices=[("kk", "Қазақша"), ("ru", "Русский"), ("both", _l("Both"))]
    )
    passphrase = PasswordField(_l("Passphrase"))
    recording = FileField(_l("Recording"), description=_l("WAV, MP3, M4A, OGG, WebM or FLAC."))
    agreed = BooleanField(
        _l("Everyone in the room has agreed"), description=_l("You can look it up under People.")
    )
