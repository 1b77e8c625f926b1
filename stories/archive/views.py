"""Pages of the archive."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.archive import queries, services
from stories.archive.rules import FEASIBLE_ATTENDANCE, told
from stories.foundation import audit
from stories.foundation.access import current_actor, expose, require

blueprint = Blueprint("archive", __name__, url_prefix="/archive")


@blueprint.get("")
@expose("archive.open")
def index() -> ResponseReturnValue:
    """The search at once, for whoever may, and what else is open to them here."""
    return render_template("archive/index.html")


@blueprint.get("/search")
@expose("archive.search")
def search() -> ResponseReturnValue:
    """Find a story by words in Kazakh or Russian."""
    words = request.args.get("q", "")[:200]
    hits = queries.find(current_actor(), words) if words.strip() else None
    if hits is not None:
        audit.record(current_actor(), "archive.searched", detail={"found": len(hits)})
    return render_template("archive/search.html", words=words, hits=hits, marks=queries.marks)


@blueprint.get("/figures")
@expose("archive.figures")
def figures() -> ResponseReturnValue:
    """What the programme can tell in numbers."""
    found = queries.figures(current_actor())
    return render_template(
        "archive/figures.html", figures=found, told=told, feasible=FEASIBLE_ATTENDANCE
    )


@blueprint.get("/preservation")
@expose("archive.preserve")
def preservation() -> ResponseReturnValue:
    """Every original and the last look at it."""
    actor = current_actor()
    return render_template(
        "archive/preservation.html",
        recordings=queries.recordings(actor),
        checks=queries.latest_checks(actor),
    )


@blueprint.post("/preservation/check")
@expose("archive.preserve")
def check() -> ResponseReturnValue:
    """Have the originals compared with what arrived."""
    require(current_actor(), "archive.preserve")
    services.ask_fixity_check(current_actor())
    flash(_("The originals are being checked. Look again in a few minutes."), "ok")
    return redirect(url_for("archive.preservation"), code=303)
