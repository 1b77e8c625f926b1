"""The page of figures by place."""

import uuid
from collections import defaultdict

from flask import render_template, request
from flask_babel import gettext as _

from stories.accounts.centres.regions import REGIONS
from stories.accounts.models import Organisation
from stories.archive.places import queries
from stories.archive.places.rules import Counts, Figures, Period, first_day, tabled
from stories.archive.places.words import PERIODS
from stories.archive.rules import FEASIBLE_ATTENDANCE
from stories.archive.views import blueprint
from stories.foundation import audit, clock
from stories.foundation.access import current_actor, expose
from stories.foundation.db import kk_key

__all__ = ["blueprint"]


@blueprint.get("/figures/places")
@expose("archive.figures")
def places() -> str:
    """Counts by region and centre of one organisation, or across those of the reader."""
    actor = current_actor()
    houses = queries.organisations(actor)
    house = _house(houses)
    asked = request.args.get("period", "")
    period = Period(asked) if asked in set(Period) else Period.YEAR
    since = first_day(period, clock.today())
    if house is None:
        counts = queries.by_organisation(actor, since)
        names = {one.id: one.name for one in houses}
    else:
        counts = queries.by_centre(actor, house.id, since)
        names = {one.id: one.name for one in queries.centres(house.id)}
    audit.record(actor, "archive.figures_by_place", detail={"across": house is None})
    return render_template(
        "archive/places.html",
        figures=_tabled(counts, names),
        periods=PERIODS,
        period=period,
        houses=houses,
        house=house,
        feasible=FEASIBLE_ATTENDANCE,
    )


def _house(houses: list[Organisation]) -> Organisation | None:
    if len(houses) == 1:
        return houses[0]
    asked = request.args.get("organisation", "")
    return next((one for one in houses if str(one.id) == asked), None)


def _tabled(counts: dict[queries.Key, Counts], names: dict[uuid.UUID, str]) -> Figures:
    by_region: dict[str, dict[str, Counts]] = defaultdict(dict)
    for (region, place), found in counts.items():
        word = str(REGIONS[region]) if region in REGIONS else _("No region")
        by_region[word][names.get(place, _("No centre")) if place else _("No centre")] = found
    ordered = sorted(by_region, key=kk_key)
    return tabled(
        {
            name: {key: by_region[name][key] for key in sorted(by_region[name], key=kk_key)}
            for name in ordered
        }
    )
