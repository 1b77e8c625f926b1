"""The families' pages. Each load asks the link and the gate again (DOMAIN M3, X4)."""

import uuid

from flask import (
    Blueprint,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import pins
from stories.foundation.access import FAMILY_LINK, expose
from stories.foundation.clock import now
from stories.foundation.db import unit_of_work
from stories.foundation.headers import forget_pages
from stories.foundation.serving import serve_blob
from stories.moderation.models import Story
from stories.moderation.queries import lines_of
from stories.moderation.takedown.forms import AskForm
from stories.moderation.takedown.public_views import keep_code, told_page
from stories.reading import passes, queries, services
from stories.reading.forms import PinForm
from stories.reading.models import ReadingLink
from stories.reading.rules import TOKEN_LENGTH, visit_goes_on

blueprint = Blueprint("reading", __name__, url_prefix=f"/r/<string(length={TOKEN_LENGTH}):token>")
SOUNDS = {"webm": ("copy_opus", "audio/webm"), "m4a": ("copy_aac", "audio/mp4")}
SHOWS = ("kk", "ru", "both")


class KnockFirst(Exception):
    """The PIN has not been given yet, or too long ago."""


@blueprint.errorhandler(KnockFirst)
def to_the_door(_error: KnockFirst) -> ResponseReturnValue:
    """Back to where the PIN is asked."""
    token = (request.view_args or {})["token"]
    return redirect(url_for("reading.room", token=token), code=303)


@blueprint.errorhandler(queries.Tombstone)
def tombstone(_error: queries.Tombstone) -> ResponseReturnValue:
    """The same page for every reason a story is gone, and for its sound."""
    token = (request.view_args or {})["token"]
    return render_template("reading/tombstone.html", token=token, kept=True), 410


def inside(token: str) -> ReadingLink:
    """The link behind a token, for whoever has given the PIN; raises KnockFirst."""
    link = services.open_link(token)
    if not _has_entered(link):
        raise KnockFirst
    return link


def _has_entered(link: ReadingLink) -> bool:
    return visit_goes_on(entered_at(link), now())


def entered_at(link: ReadingLink) -> float | None:
    """When the PIN was given in this browser, in seconds since the epoch."""
    entered: float | None = session.get("reading", {}).get(str(link.id))
    return entered


@blueprint.get("")
@expose(FAMILY_LINK)
def room(token: str) -> ResponseReturnValue:
    """The collection's stories, or the question for the PIN."""
    link = services.open_link(token)
    if not _has_entered(link):
        return render_template("reading/pin.html", form=PinForm(), token=token)
    stories = queries.stories_behind(link)
    return render_template(
        "reading/room.html",
        token=token,
        collection=link.collection,
        stories=stories,
        names=queries.names_of(stories),
    )


@blueprint.post("")
@expose(FAMILY_LINK, unit="own")
def enter(token: str) -> ResponseReturnValue:
    """Take the PIN; ten wrong ones close the door for a quarter of an hour, fifty the link."""
    form = PinForm()
    with unit_of_work(write=False):
        door = services.door(services.open_link(token))
        if not form.validate_on_submit():
            return render_template("reading/pin.html", form=form, token=token), 422
    pins.spend(door)
    with unit_of_work():
        link = services.open_link(token)
        if services.enter(link, str(form.pin.data)):
            return _let_in(link, token)
        form.pin.errors = [_("This PIN is not right. Please look at your card once more.")]
        return render_template("reading/pin.html", form=form, token=token), 422


def _let_in(link: ReadingLink, token: str) -> ResponseReturnValue:
    session["reading"] = {**session.get("reading", {}), str(link.id): now().timestamp()}
    return redirect(url_for("reading.room", token=token), code=303)


@blueprint.get("/story/<uuid:story_id>")
@expose(FAMILY_LINK)
def story(token: str, story_id: uuid.UUID) -> ResponseReturnValue:
    """Listen and read."""
    link = inside(token)
    return story_page(link, token, queries.story_behind(link, story_id))


def story_page(
    link: ReadingLink, token: str, found: Story, *, kept: bool = False
) -> ResponseReturnValue:
    """A story's page; a kept one has nothing on it that needs the network."""
    show = request.args.get("show", "both")
    return render_template(
        "reading/story.html",
        token=token,
        collection=link.collection,
        story=found,
        kept=kept,
        lines=lines_of([found])[found.id],
        next_story=None if kept else queries.story_after(link, found),
        name=queries.names_of([found]).get(found.id, ""),
        show=show if show in SHOWS else "both",
        size=queries.sound_size(found),
        sounds=[
            (url_for("reading.sound", token=token, story_id=found.id, kind=kind), mime)
            for kind, (_column, mime) in SOUNDS.items()
        ],
    )


@blueprint.get("/story/<uuid:story_id>/sound.<any(webm, m4a):kind>")
@expose(FAMILY_LINK)
def sound(token: str, story_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """The story's access copy; the gate is asked again before every byte range."""
    found = queries.story_behind(inside(token), story_id)
    column, mime = SOUNDS[kind]
    key = getattr(found, column)
    return serve_blob(key, mime) if key else abort(404)


@blueprint.route("/story/<uuid:story_id>/take-down", methods=["GET", "POST"])
@expose(FAMILY_LINK)
def take_down(token: str, story_id: uuid.UUID) -> ResponseReturnValue:
    """Ask that a story be taken down; no name is needed."""
    link = inside(token)
    found = queries.story_behind(link, story_id)
    form = AskForm()
    if form.validate_on_submit():
        return _asked(link, token, [found], form)
    status = 422 if form.is_submitted() else 200
    page = render_template("reading/take_down.html", token=token, story=found, form=form)
    return page, status


@blueprint.route("/take-down", methods=["GET", "POST"])
@expose(FAMILY_LINK)
def take_down_here(token: str) -> ResponseReturnValue:
    """The same from the door, where no story is named, or for any of the stories behind it."""
    link = services.open_link(token)
    stories = queries.stories_behind(link) if _has_entered(link) else []
    form = AskForm(stories)
    if form.validate_on_submit():
        return _asked(link, token, form.meant(), form)
    status = 422 if form.is_submitted() else 200
    page = render_template("reading/take_down.html", token=token, story=None, form=form)
    return page, status


def _asked(
    link: ReadingLink, token: str, stories: list[Story], form: AskForm
) -> ResponseReturnValue:
    keep_code(services.ask_takedown(link, stories, form.asked()))
    return redirect(url_for("reading.asked", token=token), code=303)


@blueprint.get("/asked")
@expose(FAMILY_LINK)
def asked(token: str) -> ResponseReturnValue:
    """The code by which the case is followed, told once."""
    services.open_link(token)
    return told_page(url_for("reading.room", token=token), token)


@blueprint.post("/leave")
@expose(FAMILY_LINK)
def leave(token: str) -> ResponseReturnValue:
    """Close the room on this phone."""
    link = services.open_link(token)
    entered = dict(session.get("reading", {}))
    entered.pop(str(link.id), None)
    session["reading"] = entered
    response = make_response(redirect(url_for("reading.room", token=token), code=303))
    passes.take_back(response, token)
    return forget_pages(response)
