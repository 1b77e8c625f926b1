"""The register's page, to read and to print."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from stories.accounts.words import ROLES
from stories.archive.register import queries
from stories.archive.views import blueprint
from stories.archive.words import action_told, actor_told
from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today

__all__ = ["blueprint"]


@blueprint.get("/register")
@expose("archive.register")
def register() -> ResponseReturnValue:
    """Who may see which restricted data in an organisation today, and how that came about."""
    actor = current_actor()
    place = queries.place(actor, request.args.get("organisation", ""))
    audit.record(actor, "archive.register_viewed", place)
    return render_template(
        "archive/register.html",
        place=place,
        places=queries.places(actor),
        register=queries.register(actor, place),
        history=queries.history(actor, place),
        day=today(),
        words={"role": ROLES, "action": action_told, "actor": actor_told},
    )
