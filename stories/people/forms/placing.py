"""The form that says which centre somebody belongs to."""

import uuid

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from stories.accounts.centres.queries import offered
from stories.foundation.fields import Pick
from stories.people.models import Person


class CentreOfForm(FlaskForm):
    """One of the organisation's centres, or none."""

    centre = Pick(_l("Centre"), default="")

    def __init__(self, row: Person) -> None:
        super().__init__(data={"centre": str(row.centre_id or "")})
        rows = offered({row.organisation_id}, row.centre_id)
        self.centre.choices = [("", _("None")), *((str(one.id), one.name) for one in rows)]

    def chosen(self) -> uuid.UUID | None:
        """What was chosen, once it is valid."""
        return uuid.UUID(self.centre.data) if self.centre.data else None
