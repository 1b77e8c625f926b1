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
from stories.people.rules import is_child, unanswered


def outcomes(actor: Actor) -> Iterator[Waiting]:
    """One thing for each withdrawal the actor may close."""
    if not actor.can("people.agree"):
        return
    for row in queries.withdrawn_without_outcome(actor):
        if row.signer_id != row.person_id and row.signer.erased_at == row.withdrawn_at:
            continue  # nobody's no: it is told of as what has to be asked anew
        yield Waiting(
            kind="stop",
            tag=_("Withdrawn"),
            sentence=_sentence(actor, row),
            url=url_for("people.outcome", agreement_id=row.id),
            action=_("Record the outcome"),
            endpoint="people.index",
        )


def speakers_gone(actor: Actor) -> Iterator[Waiting]:
    """Children for whom somebody spoke who was erased, until each word is given anew (C4)."""
    if not actor.can("people.agree"):
        return
    rows = {
        (row.person_id, row.session_id): row
        for row in queries.withdrawn_without_outcome(actor)
        if row.signer_id != row.person_id and row.signer.erased_at == row.withdrawn_at
    }
    voices = queries.voices_for_many({key: ([key[0]], key[1]) for key in rows})
    for key, row in rows.items():
        (voice,) = voices[key]
        if not is_child(voice, today()) or not unanswered(voice):
            continue
        yield Waiting(
            kind="stop",
            tag=_("Ask again"),
            sentence=_(
                "Whoever spoke for %(name)s was erased. What the child is heard in is closed until "
                "a legal representative agrees anew.",
                name=called(actor, row.person),
            ),
            url=url_for("people.asking", person_id=row.person_id, session=row.session_id),
            action=_("Who is asked"),
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
