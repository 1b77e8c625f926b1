"""The words of the run sheet."""

from flask_babel import lazy_gettext as _l

from stories.sessions.day.models import Moment

MOMENTS = {Moment.BEFORE: _l("Mood before"), Moment.AFTER: _l("Mood after")}
PICTURES = {
    1: _l("Very sad"),
    2: _l("Sad"),
    3: _l("So-so"),
    4: _l("Glad"),
    5: _l("Very glad"),
}
