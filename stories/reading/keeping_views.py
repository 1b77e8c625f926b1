"""What a family may keep on its phone: the list, the pages for it, and the worker that obeys it."""

import uuid

from flask import jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from stories.foundation.access import FAMILY_LINK, expose
from stories.foundation.clock import now
from stories.foundation.pages import asset, built_script
from stories.reading import passes, queries, services
from stories.reading.rules import keeping_goes_on, kept_seconds, visit_goes_on
from stories.reading.views import KnockFirst, blueprint, entered_at, inside, story_page

# what a kept page is drawn with, beside its own words and sound
FONTS = ("cyrillic", "cyrillic-ext", "latin", "signs", "tenge")
ASSETS = (
    "reader.css",
    "reader.js",
    "mark.svg",
    *(f"{family}-{part}.woff2" for family in ("literata", "golos-text") for part in FONTS),
)


@blueprint.get("/pack.json")
@expose(FAMILY_LINK)
def pack(token: str) -> ResponseReturnValue:
    """Exactly what may be kept on this phone now, and for how many seconds without asking."""
    link = services.open_link(token)
    at, entered = now(), entered_at(link)
    inside_now = visit_goes_on(entered, at)
    since = entered if inside_now else passes.read(link)
    if since is None or not keeping_goes_on(since, at):
        raise KnockFirst
    response = jsonify(
        stories={str(key): mark for key, mark in queries.marks_behind(link).items()},
        seconds=kept_seconds(since, link.expires_at, at),
        assets=[asset(name) for name in ASSETS],
    )
    if inside_now:
        passes.give(response, link, token, since)
    return response


@blueprint.get("/story/<uuid:story_id>/kept")
@expose(FAMILY_LINK)
def kept_story(token: str, story_id: uuid.UUID) -> ResponseReturnValue:
    """A story's page as a phone keeps it: nothing on it needs the network."""
    link = inside(token)
    return story_page(link, token, queries.story_behind(link, story_id), kept=True)


@blueprint.get("/kept")
@expose(FAMILY_LINK)
def kept(token: str) -> ResponseReturnValue:
    """The list of what this phone keeps; the phone itself fills it in."""
    link = inside(token)
    return render_template("reading/kept.html", token=token, collection=link.collection, kept=True)


@blueprint.get("/worker.js")
@expose(FAMILY_LINK)
def worker(token: str) -> ResponseReturnValue:
    """The worker of this link's pages alone: it lets go of what may not be kept any more."""
    inside(token)
    return built_script("keeper.js", url_for("reading.room", token=token))
