"""The team's pages: whom to ask, and what narrators wish."""

import uuid

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from stories.accounts import notes
from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import now
from stories.foundation.errors import NotFound
from stories.foundation.links import link_state
from stories.foundation.serving import serve_blob
from stories.media import consent
from stories.media.errors import Closed
from stories.media.models import Recording
from stories.media.queries import recording as find_recording
from stories.people.calling import called_here
from stories.translations.narrator import queries, services
from stories.translations.narrator.forms import DealForm, GiveForm
from stories.translations.narrator.queries import ASK
from stories.translations.narrator.services.giving import is_child
from stories.translations.narrator.standing import review_of
from stories.translations.narrator.words import WISHED

staff = Blueprint("narrators", __name__)
NEW_LINK = "new_narrator_link"


def _open_recording(recording_id: uuid.UUID) -> Recording:
    recording = find_recording(current_actor(), recording_id, ASK)
    if not consent.is_open(recording):
        raise Closed
    return recording


@staff.route("/recordings/<uuid:recording_id>/narrators", methods=["GET", "POST"])
@expose(ASK)
def links(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Every link to a recording, how far each has come; a new one is told once, to be printed."""
    recording = _open_recording(recording_id)
    asked = services.may_be_asked(recording)
    ready = {who: beside for who, beside in asked.items() if beside or not is_child(who)}
    form = GiveForm(ready)
    if form.validate_on_submit():
        person, beside = form.chosen()
        made = services.give_link(current_actor(), recording, person, beside, form.days.data or 1)
        url = _url(made.secrets.token)
        told = {"name": called_here(person), "url": url, "pin": made.secrets.pin}
        notes.leave(NEW_LINK, told)
        return redirect(url_for("narrators.links", recording_id=recording_id), code=303)
    rows = queries.links_of(recording.id)
    told_once = notes.take(NEW_LINK)
    page = render_template(
        "translations/narrator/links.html",
        recording=recording,
        links=[
            (row, link_state(row.expires_at, row.revoked_at, now()).value, review_of(row))
            for row in rows
        ],
        alone=[who for who in asked if who not in ready],
        form=form if ready else None,
        made=told_once,
        code=Markup(_qr(told_once["url"])) if told_once else "",  # noqa: S704 - our own drawing
    )
    return page, 422 if form.is_submitted() else 200


def _url(token: str) -> str:
    base = current_app.extensions["settings"]["BASE_URL"].rstrip("/")
    return f"{base}{url_for('narrator.room', token=token)}"


def _qr(address: str) -> str:
    import segno

    code = segno.make(address, micro=False, error="m")
    return str(
        code.svg_inline(
            border=4,
            dark="#2a241f",
            light="#fffdf8",
            svgclass="qr",
            lineclass=None,
            omitsize=True,  # the style sheet says how large
        )
    )


@staff.post("/narrator-links/<uuid:link_id>/revoke")
@expose(ASK)
def revoke(link_id: uuid.UUID) -> ResponseReturnValue:
    """Close a link."""
    link = queries.link(current_actor(), link_id)
    services.revoke_link(current_actor(), link)
    flash(_("The link is closed."), "ok")
    return redirect(url_for("narrators.links", recording_id=link.recording_id), code=303)


@staff.get("/recordings/<uuid:recording_id>/wishes")
@expose(ASK)
def wishes(recording_id: uuid.UUID) -> str:
    """What narrators wish changed, and what was done about it."""
    recording = _open_recording(recording_id)
    audit.record(current_actor(), "narrator.wishes_viewed", recording)
    return _wishes(recording, DealForm(formdata=None), None)


def _wishes(recording: Recording, form: DealForm, wrong: uuid.UUID | None) -> str:
    return render_template(
        "translations/narrator/wishes.html",
        recording=recording,
        wishes=queries.wishes_about(recording.id),
        wished=WISHED,
        form=form,
        wrong=wrong,
    )


@staff.post("/narrator-wishes/<uuid:wish_id>/dealt-with")
@expose(ASK)
def deal(wish_id: uuid.UUID) -> ResponseReturnValue:
    """Say what was changed: the wish waits no more."""
    actor = current_actor()
    row = queries.wish(actor, wish_id)
    recording = _open_recording(row.recording_id)
    form = DealForm()
    if not form.validate_on_submit():
        return _wishes(recording, form, row.id), 422
    services.deal_with(actor, row, str(form.outcome.data).strip())
    flash(_("The wish is dealt with."), "ok")
    return redirect(url_for("narrators.wishes", recording_id=recording.id), code=303)


@staff.get("/narrator-wishes/<uuid:wish_id>/note")
@expose(ASK)
def hear(wish_id: uuid.UUID) -> Response:
    """What the narrator said, to those who deal with it."""
    actor = current_actor()
    row = queries.wish(actor, wish_id)
    _open_recording(row.recording_id)
    if row.note_key is None:
        raise NotFound
    audit.record(actor, "narrator.note_heard", row)
    return serve_blob(row.note_key, row.note_type, to_staff=True)
