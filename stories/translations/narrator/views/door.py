"""Behind a narrator's link: one passage after the other, to hear and to read (C12, X4)."""

import uuid
from typing import Any

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit, pins
from stories.foundation.access import NOBODY, OWN_LINK, expose
from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import unit_of_work
from stories.foundation.errors import NotFound
from stories.foundation.headers import forget_pages
from stories.foundation.i18n import locale_code
from stories.foundation.links import TOKEN_LENGTH, visit_goes_on
from stories.media.tools import ToolFailed
from stories.media.tools.excerpt import excerpt
from stories.people.queries import persons_by_ids
from stories.transcripts.rules import LANGUAGES
from stories.translations.narrator import services
from stories.translations.narrator.forms import AgreeForm, PinForm
from stories.translations.narrator.models import NarratorLink
from stories.translations.narrator.rules import VISIT, Passage
from stories.translations.narrator.standing import Review, review_of

own = Blueprint("narrator", __name__, url_prefix=f"/told/<string(length={TOKEN_LENGTH}):token>")
SOUNDS = {"webm": ("playback_opus", "audio/webm"), "m4a": ("playback_aac", "audio/mp4")}


class KnockFirst(Exception):
    """The PIN has not been given yet, or too long ago."""


@own.errorhandler(KnockFirst)
def to_the_door(_error: KnockFirst) -> ResponseReturnValue:
    """Back to where the PIN is asked."""
    token = (request.view_args or {})["token"]
    return redirect(url_for("narrator.room", token=token), code=303)


def inside(token: str) -> NarratorLink:
    """The link of whoever gave the PIN not long ago."""
    link = services.open_link(token)
    if not _has_entered(link):
        raise KnockFirst
    return link


def _has_entered(link: NarratorLink) -> bool:
    return visit_goes_on(session.get("narrator", {}).get(str(link.id)), now(), VISIT)


def reading_language() -> str:
    """Kazakh or Russian, as the page itself is; Kazakh for everybody else."""
    chosen = locale_code()
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


@own.get("")
@expose(OWN_LINK)
def room(token: str) -> ResponseReturnValue:
    """What it is about and how far it is, or the question for the PIN."""
    link = services.open_link(token)
    if not _has_entered(link):
        return render_template("translations/narrator/pin.html", form=PinForm(), token=token)
    return render_template("translations/narrator/room.html", **about(link, token))


def about(link: NarratorLink, token: str) -> dict[str, Any]:
    """What every page behind the link shows."""
    beside = persons_by_ids([link.with_id]).get(link.with_id) if link.with_id else None
    return {
        "token": token,
        "link": link,
        "review": review_of(link),
        "beside": beside,
        "told_in": reading_language(),
        "form": AgreeForm(formdata=None),
    }


@own.post("")
@expose(OWN_LINK, unit="own")
def enter(token: str) -> ResponseReturnValue:
    """Take the PIN; ten wrong ones close the door for a quarter of an hour, fifty the link."""
    form = PinForm()
    with unit_of_work(write=False):
        door = services.door(services.open_link(token))
        if not form.validate_on_submit():
            page = render_template("translations/narrator/pin.html", form=form, token=token)
            return page, 422
    pins.spend(door)
    with unit_of_work():
        link = services.open_link(token)
        if services.enter(link, str(form.pin.data)):
            return _let_in(link, token)
        form.pin.errors = [_("This PIN is not right. Please look at your card once more.")]
        return render_template("translations/narrator/pin.html", form=form, token=token), 422


def _let_in(link: NarratorLink, token: str) -> ResponseReturnValue:
    session["narrator"] = {**session.get("narrator", {}), str(link.id): now().timestamp()}
    return redirect(url_for("narrator.room", token=token), code=303)


def wanted(review: Review, segment_id: uuid.UUID) -> Passage:
    """The passage a segment stands in; raises NotFound for what is not theirs."""
    for item in review.passages:
        if any(line.id == segment_id for line in item.lines):
            return item
    raise NotFound


@own.get("/passage/<uuid:segment_id>")
@expose(OWN_LINK)
def passage(token: str, segment_id: uuid.UUID) -> ResponseReturnValue:
    """One passage: its sound, its words, and two answers."""
    return passage_page(inside(token), token, segment_id)


def passage_page(link: NarratorLink, token: str, segment_id: uuid.UUID) -> str:
    """The page of the passage a segment stands in."""
    told = about(link, token)
    found = wanted(told["review"], segment_id)
    before, after = told["review"].around(found)
    return render_template(
        "translations/narrator/passage.html",
        passage=found,
        before=before,
        after=after,
        sounds=sounds(link, token, found),
        **told,
    )


def sounds(link: NarratorLink, token: str, found: Passage) -> list[tuple[str, str]]:
    """Where the passage is heard, in every kind there is."""
    return [
        (url_for("narrator.sound", token=token, segment_id=found.id, kind=kind), mime)
        for kind, (column, mime) in SOUNDS.items()
        if getattr(link.recording, column)
    ]


@own.get("/passage/<uuid:segment_id>/sound.<any(webm, m4a):kind>")
@expose(OWN_LINK)
def sound(token: str, segment_id: uuid.UUID, kind: str) -> Response:
    """The passage's own seconds and no more; the link and the agreements are asked again."""
    link = inside(token)
    found = wanted(review_of(link), segment_id)
    column, mime = SOUNDS[kind]
    key = getattr(link.recording, column)
    if key is None:
        raise NotFound
    try:
        with blobs().as_path(key) as whole:
            part = excerpt(whole, kind, found.start_ms, found.end_ms)
    except (ToolFailed, FileNotFoundError):
        raise NotFound from None
    if request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        audit.record(NOBODY, "narrator.listened", link, detail={"start_ms": found.start_ms})
    answer = Response(part, content_type=mime)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.make_conditional(request, accept_ranges=True, complete_length=len(part))
    return answer


@own.get("/all")
@expose(OWN_LINK)
def everything(token: str) -> str:
    """All of it to read or to print: the narrator's copy, in the language they choose (C12)."""
    link = inside(token)
    audit.record(NOBODY, "narrator.copy_read", link)
    return render_template("translations/narrator/all.html", **about(link, token))


@own.post("/leave")
@expose(OWN_LINK)
def leave(token: str) -> ResponseReturnValue:
    """Close the pages on this phone."""
    link = services.open_link(token)
    entered = dict(session.get("narrator", {}))
    entered.pop(str(link.id), None)
    session["narrator"] = entered
    return forget_pages(make_response(redirect(url_for("narrator.room", token=token), code=303)))
