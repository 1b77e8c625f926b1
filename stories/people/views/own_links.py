"""Staff pages of the links by which people reach what is theirs."""

import uuid

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts import notes
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import now
from stories.foundation.links import link_state
from stories.people import queries, services
from stories.people.forms import OwnLinkForm
from stories.people.models import Person
from stories.people.views.persons import blueprint

NEW_LINK = "new_own_link"


def panel(person: Person) -> str:
    """On the person's page: the way to their link."""
    if person.erased_at or not current_actor().can("people.give_link", person):
        return ""
    return render_template("people/own_links_panel.html", person=person)


@blueprint.route("/people/<uuid:person_id>/own-links", methods=["GET", "POST"])
@expose("people.give_link")
def own_links(person_id: uuid.UUID) -> ResponseReturnValue:
    """Every link to what is somebody's own; a new one is told once."""
    row = queries.person(current_actor(), person_id, "people.give_link")
    holders = services.signers_of(row)  # a child and whoever speaks for it: each their own
    form = OwnLinkForm(holders.values())
    if form.validate_on_submit():
        holder = form.chosen(holders)
        made = services.give_own_link(current_actor(), holder, form.days.data or 1)
        told = {"name": holder.name, "url": _url(made.token), "pin": made.pin}
        notes.leave(NEW_LINK, told)
        return redirect(url_for("people.own_links", person_id=row.id), code=303)
    page = render_template(
        "people/own_links.html",
        person=row,
        links=[
            (link, link_state(link.expires_at, link.revoked_at, now()).value)
            for link in queries.own_links_of(holders)
        ],
        form=form,
        made=notes.take(NEW_LINK),
    )
    return page, 422 if form.is_submitted() else 200


def _url(token: str) -> str:
    base = current_app.extensions["settings"]["BASE_URL"].rstrip("/")
    return f"{base}{url_for('mine.room', token=token)}"


@blueprint.post("/own-links/<uuid:link_id>/revoke")
@expose("people.give_link")
def revoke_own_link(link_id: uuid.UUID) -> ResponseReturnValue:
    """Close a link."""
    link = queries.own_link(current_actor(), link_id)
    services.revoke_own_link(current_actor(), link)
    flash(_("The link is closed."), "ok")
    return redirect(url_for("people.own_links", person_id=link.person_id), code=303)
