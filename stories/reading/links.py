"""Staff pages of the families' links."""

import uuid

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts import notes
from stories.collections import queries as collections
from stories.collections.models import Collection
from stories.foundation.access import current_actor, expose, require
from stories.foundation.clock import now
from stories.reading import queries, services
from stories.reading.forms import LinkForm
from stories.reading.rules import link_state

blueprint = Blueprint("links", __name__)
NEW_LINK = "new_link"


def panel(collection: Collection) -> str:
    """On the collection's page: the way to its links."""
    if not current_actor().can("reading.manage_links", collection):
        return ""
    return render_template(
        "reading/links_panel.html", collection=collection, count=len(queries.links_of(collection))
    )


@blueprint.route("/collections/<uuid:collection_id>/links", methods=["GET", "POST"])
@expose("reading.manage_links")
def manage(collection_id: uuid.UUID) -> ResponseReturnValue:
    """Every link to a collection; a new one is told once."""
    actor = current_actor()
    collection = collections.collection(actor, collection_id)
    require(actor, "reading.manage_links", collection)
    form = LinkForm()
    if form.validate_on_submit():
        made = services.give_link(actor, collection, str(form.label.data), form.days.data or 1)
        told = {"label": made.link.label, "url": _url(made.token), "pin": made.pin}
        notes.leave(NEW_LINK, told)
        return redirect(url_for("links.manage", collection_id=collection_id), code=303)
    page = render_template(
        "reading/links.html",
        collection=collection,
        links=[
            (link, link_state(link.expires_at, link.revoked_at, now()).value)
            for link in queries.links_of(collection)
        ],
        form=form,
        made=notes.take(NEW_LINK),
    )
    return page, 422 if form.is_submitted() else 200


def _url(token: str) -> str:
    base = current_app.extensions["settings"]["BASE_URL"].rstrip("/")
    return f"{base}{url_for('reading.room', token=token)}"


@blueprint.post("/links/<uuid:link_id>/revoke")
@expose("reading.manage_links")
def revoke(link_id: uuid.UUID) -> ResponseReturnValue:
    """Close a link."""
    link = queries.link(current_actor(), link_id)
    services.revoke_link(current_actor(), link)
    flash(_("The link is closed."), "ok")
    return redirect(url_for("links.manage", collection_id=link.collection_id), code=303)
