"""The words people read for roles."""

from flask_babel import lazy_gettext as _l

from stories.foundation.access import Role

ROLES = {
    Role.FACILITATOR: _l("Facilitator"),
    Role.MODERATOR: _l("Moderator"),
    Role.CURATOR: _l("Curator"),
    Role.SAFEGUARDING: _l("Safeguarding lead"),
    Role.ADMIN: _l("Administrator"),
}
