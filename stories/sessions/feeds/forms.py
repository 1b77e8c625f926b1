"""The form that makes an address of a calendar."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from stories.foundation.fields import Pick
from stories.foundation.i18n import LANGUAGES, locale_code

ALARM_NAMES = {
    "": _l("No alarm"),
    "30": _l("Half an hour before"),
    "60": _l("An hour before"),
    "1440": _l("A day before"),
}


class FeedForm(FlaskForm):
    """In which language, and whether the telephone rings."""

    language = Pick(_l("Language"))
    alarm = Pick(_l("Alarm"), default="")

    def __init__(self, language: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language.choices = list(LANGUAGES.items())
        self.alarm.choices = list(ALARM_NAMES.items())
        if not self.is_submitted():
            self.language.data = language or locale_code()

    @property
    def alarm_minutes(self) -> int | None:
        """Minutes before the beginning, None for silence."""
        return int(self.alarm.data) if self.alarm.data else None
