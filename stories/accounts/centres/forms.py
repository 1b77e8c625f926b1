"""The form of a centre."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from stories.accounts.centres.regions import REGIONS
from stories.accounts.models import Centre, Organisation
from stories.foundation.db import kk_key
from stories.foundation.fields import NEEDED, TOO_LONG, Pick, stripped

LONGEST = 120


def region_choices() -> list[tuple[str, str]]:
    """Regions in the reader's language, in Kazakh order."""
    return sorted(((key, str(word)) for key, word in REGIONS.items()), key=lambda x: kk_key(x[1]))


class CentreForm(FlaskForm):
    """Name and region; the organisation where somebody administers several."""

    name = StringField(
        _l("Name of the centre"),
        [InputRequired(NEEDED), Length(max=LONGEST, message=TOO_LONG)],
        filters=[stripped],
        description=_l("As people call it. It never tells where somebody came from."),
        render_kw={"autocomplete": "off"},
    )
    region = Pick(_l("Region"))
    organisation = Pick(_l("Organisation"))

    def __init__(self, places: list[Organisation], row: Centre | None = None) -> None:
        super().__init__(data={"name": row.name, "region": row.region} if row else None)
        self.region.choices = [("", _("Choose")), *region_choices()]
        self.organisation.choices = [(str(place.id), place.name) for place in places]
        if row is not None or len(places) == 1:
            del self.organisation
