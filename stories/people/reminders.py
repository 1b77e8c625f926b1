"""What else waits: agreements that nothing shows yet, and people who have to be asked again."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import today
from stories.foundation.i18n import day
from stories.people import queries
from stories.people.calling import called_here
from stories.people.models import Agreement, Person
from stories.people.rules import Due, Review

FEW = 3  # more of a kind become one line with a list behind it


def evidence(actor: Actor) -> Iterator[Waiting]:
    """Agreements that no scan or sound shows yet (DOMAIN C6)."""
    if not actor.can("people.agree"):
        return
    rows = queries.without_evidence(actor)
    if len(rows) > FEW:
        yield _many(len(rows))
        return
    for row in rows:
        yield _missing(row)


def _missing(row: Agreement) -> Waiting:
    return Waiting(
        kind="wait",
        tag=_("Not shown yet"),
        sentence=_(
            "%(name)s has agreed, but the signed page or the spoken answer is not here yet.",
            name=called_here(row.signer),
        ),
        url=url_for("people.agreement", agreement_id=row.id, _anchor="evidence"),
        action=_("Add it"),
        endpoint="people.index",
    )


def _many(count: int) -> Waiting:
    return Waiting(
        kind="wait",
        tag=_("Not shown yet"),
        sentence=ngettext(
            "%(num)d agreement has no signed page and no spoken answer yet.",
            "%(num)d agreements have no signed page and no spoken answer yet.",
            count,
        ),
        url=url_for("people.evidence_missing"),
        action=_("Look at the list"),
        endpoint="people.index",
    )


def reviews(actor: Actor) -> Iterator[Waiting]:
    """Whoever has to be asked again: 5 years after, and at 18 (DOMAIN C10)."""
    if not actor.can("people.agree"):
        return
    on = today()
    for row, review in queries.people_due(actor, on):
        yield Waiting(
            kind="stop" if review.on <= on else "wait",
            tag=_("Ask again"),
            sentence=_why(row, review),
            url=url_for("people.asking", person_id=row.id),
            action=_("Who is asked"),
            endpoint="people.index",
        )


def _why(row: Person, review: Review) -> str:
    if review.due is Due.EIGHTEEN:
        return str(
            _(
                "%(name)s comes of age. From this day on only their own answer counts: %(day)s.",
                name=called_here(row),
                day=day(review.on),
            )
        )
    return str(
        _(
            "%(name)s: five years have passed since the agreement, or soon will. It ends by "
            "itself: %(day)s.",
            name=called_here(row),
            day=day(review.on),
        )
    )
