"""Pages of collections."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.queries import organisations_of
from stories.collections import queries, services
from stories.collections.errors import FaultyCollection, NotOpen
from stories.collections.forms import AddForm, CollectionForm, written
from stories.collections.labels import AUDIENCES, COVERS
from stories.collections.models import Collection
from stories.foundation.access import Role, current_actor, expose
from stories.moderation.queries import narrator_names
from stories.moderation.queries import story as find_story
from stories.moderation.reasons import SENTENCES
from stories.people.models import Audience

blueprint = Blueprint("collections", __name__, url_prefix="/collections")
WAYS = {"up": -1, "down": 1}


@blueprint.get("")
@expose("collections.view")
def index() -> str:
    """Every collection the actor may see."""
    collections = queries.collections_of(current_actor())
    return render_template(
        "collections/index.html",
        collections=collections,
        sizes=queries.sizes_of(collections),
        audiences=AUDIENCES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@expose("collections.curate")
def new() -> ResponseReturnValue:
    """Begin a collection."""
    actor = current_actor()
    first = {"audience": Audience.FAMILY.value, "cover_seed": COVERS[0], "labels": []}
    form = CollectionForm(data=first)
    form.offer(organisations_of(actor, Role.CURATOR))
    if form.validate_on_submit():
        try:
            row = services.make_collection(actor, uuid.UUID(form.organisation.data), form.text())
        except FaultyCollection as error:
            form.tell(error.sentences)
        else:
            flash(_("The collection is there. Now put stories into it."), "ok")
            return back_to(row)
    page = render_template("collections/edit.html", form=form, collection=None)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/<uuid:collection_id>/edit", methods=["GET", "POST"])
@expose("collections.curate")
def edit(collection_id: uuid.UUID) -> ResponseReturnValue:
    """Change a collection's words, audience, labels or cover."""
    actor = current_actor()
    row = queries.collection(actor, collection_id, "collections.curate")
    form = CollectionForm(data=written(row))
    form.offer([], row.cover_seed)
    del form.organisation
    if form.validate_on_submit():
        try:
            services.change_collection(actor, row, form.text())
        except FaultyCollection as error:
            form.tell(error.sentences)
        else:
            flash(_("Saved."), "ok")
            return back_to(row)
    page = render_template("collections/edit.html", form=form, collection=row)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/<uuid:collection_id>")
@expose("collections.view")
def show(collection_id: uuid.UUID) -> ResponseReturnValue:
    """A collection's stories in order, and what keeps some of them back."""
    row = queries.collection(current_actor(), collection_id)
    return shown(row, None, 200)


def shown(row: Collection, problem: object | None, status: int) -> ResponseReturnValue:
    """A collection's page, with what stood in the way of an act."""
    actor = current_actor()
    entries = queries.entries_of(row)
    form = AddForm(formdata=None)
    form.offer(queries.addable(actor, row) if actor.can("collections.curate", row) else [])
    page = render_template(
        "collections/show.html",
        collection=row,
        entries=entries,
        names=narrator_names(item.story for item in entries),
        sentences=SENTENCES,
        audiences=AUDIENCES,
        editions=queries.editions_of(row),
        form=form,
        problem=problem,
    )
    return page, status


@blueprint.post("/<uuid:collection_id>/stories")
@expose("collections.curate")
def add(collection_id: uuid.UUID) -> ResponseReturnValue:
    """Put a story at the end of a collection."""
    actor = current_actor()
    row = queries.collection(actor, collection_id, "collections.curate")
    chosen = _chosen(AddForm().story.data)
    if chosen is None:
        return shown(row, _("Please choose one."), 422)
    story = find_story(actor, chosen)
    try:
        services.add_story(actor, row, story)
    except NotOpen as error:
        return shown(row, error.sentence, error.status)
    flash(_("The story is in the collection."), "ok")
    return back_to(row)


def _chosen(value: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None


@blueprint.post("/<uuid:collection_id>/entries/<uuid:entry_id>/<any(up, down):way>")
@expose("collections.curate")
def move(collection_id: uuid.UUID, entry_id: uuid.UUID, way: str) -> ResponseReturnValue:
    """Move a story one place up or down."""
    actor = current_actor()
    row = queries.collection(actor, collection_id, "collections.curate")
    services.move_story(actor, row, entry_id, WAYS[way])
    return back_to(row, "order")


@blueprint.post("/<uuid:collection_id>/entries/<uuid:entry_id>/remove")
@expose("collections.curate")
def remove(collection_id: uuid.UUID, entry_id: uuid.UUID) -> ResponseReturnValue:
    """Take a story out of a collection."""
    actor = current_actor()
    row = queries.collection(actor, collection_id, "collections.curate")
    services.remove_story(actor, row, entry_id)
    flash(_("The story is no longer in this collection."), "ok")
    return back_to(row)


def back_to(row: Collection, part: str = "") -> ResponseReturnValue:
    """Back to a collection's page, to a part of it."""
    return redirect(url_for("collections.show", collection_id=row.id, _anchor=part or None), 303)
