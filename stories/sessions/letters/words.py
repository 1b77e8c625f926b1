"""What letters are called on pages."""

from flask_babel import lazy_gettext as _l

from stories.sessions.letters.rules import Kind

KINDS = {
    Kind.WEEK: _l("a week before"),
    Kind.DAY: _l("a day before"),
    Kind.MOVED: _l("that it was changed"),
    Kind.CANCELLED: _l("that it is cancelled"),
}
