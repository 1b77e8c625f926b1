"""Asking for a book of a collection, and taking it."""

import uuid

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.collections import queries, services
from stories.collections.errors import NothingOpen
from stories.collections.views import back_to, blueprint, shown
from stories.foundation.access import current_actor, expose
from stories.foundation.serving import serve_blob

MIME = "application/epub+zip"


@blueprint.post("/<uuid:collection_id>/books")
@expose("collections.curate")
def make_book(collection_id: uuid.UUID) -> ResponseReturnValue:
    """Have a book made of what may leave the house now."""
    actor = current_actor()
    row = queries.collection(actor, collection_id, "collections.curate")
    try:
        services.ask_for_edition(actor, row)
    except NothingOpen as error:
        return shown(row, error.sentence, error.status)
    flash(_("The book is being made."), "ok")
    return back_to(row, "books")


@blueprint.get("/books/<uuid:edition_id>.epub")
@expose("collections.curate")
def book(edition_id: uuid.UUID) -> ResponseReturnValue:
    """The book's file, as long as everyone in it agrees."""
    actor = current_actor()
    edition = queries.edition(actor, edition_id)
    key = services.hand_out(actor, edition)
    return serve_blob(key, MIME, download_name=f"book-{edition.id.hex[:8]}.{edition.kind}")
