"""What waits in this room: withdrawals without an outcome, closures that are over (C8, C9)."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import today
from stories.people import queries
from stories.people.calling import called
from stories.people.models import Agreement


def outcomes(actor: Actor) -> Iterator[Waiting]:
    """One thing for each withdrawal the actor may close."""
    if not actor.can("people.agree"):
        return
    for row in queries.withdrawn_without_outcome(actor):
        yield Waiting(
            kind="stop",
            tag=_("Withdrawn"),
            sentence=_sentence(actor, row),
            url=url_for("people.outcome", agreement_id=row.id),
            action=_("Record the outcome"),
            endpoint="people.index",
        )


def closures(actor: Actor) -> Iterator[Waiting]:
    """Closures whose day has come: somebody looks again before anything goes out."""
    for row in queries.closures_over(actor, today()):
        yield Waiting(
            kind="wait",
            tag=_("Closure"),
            sentence=_(
                "What %(name)s is heard in was closed until today or an earlier day. "
                "Look at it again.",
                name=called(actor, row),
            ),
            url=url_for("people.close", person_id=row.id),
            action=_("Look"),
            endpoint="people.index",
        )


def shared_recordings(actor: Actor) -> Iterator[Waiting]:
    """After an erasure: recordings in which others are heard too, about which somebody decides."""
    if not actor.can("people.erase"):
        return
    for row in queries.undecided_erasures(actor):
        yield Waiting(
            kind="wait",
            tag=_("Erased"),
            sentence=ngettext(
                "In %(num)d recording others are heard together with somebody who was erased. "
                "It is closed; decide what becomes of it.",
                "In %(num)d recordings others are heard together with somebody who was erased. "
                "They are closed; decide what becomes of them.",
                len(row.shared),
            ),
            url=url_for("people.erased", erasure_id=row.id),
            action=_("Decide"),
            endpoint="people.index",
        )


def _sentence(actor: Actor, row: Agreement) -> str:
    if row.withdrawn_by_link:
        told = _(
            "%(name)s took back an agreement through their own link. Everything is hidden; ask "
            "them what is to become of what there was.",
            name=called(actor, row.signer),
        )
    else:
        told = _(
            "%(name)s took back an agreement. Everything is hidden; note what was done with "
            "what there was.",
            name=called(actor, row.person),
        )
    return str(told)
