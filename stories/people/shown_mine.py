"""What somebody reads about themselves: their answers in plain words, and what is held."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from stories.foundation import holdings
from stories.foundation.clock import today
from stories.foundation.holdings import Holding
from stories.foundation.panels import panels
from stories.people.models import Agreement, Stage, Use
from stories.people.words import AUDIENCES, HELD_IN, NAMINGS, USES


@dataclass(frozen=True)
class MyAnswer:
    """One answer; ``state`` is agreed, refused, withdrawn or over, ``child`` for whom if not me."""

    row: Agreement
    title: str
    child: str
    state: str
    uses: list[Any]
    audience: Any
    naming: Any


def answers(rows: Iterable[Agreement], me: uuid.UUID) -> list[MyAnswer]:
    """Those that stand first, then the others, the newest first in each."""
    told = [answer(row, me) for row in rows]
    return sorted(told, key=lambda item: item.state != "agreed")


def answer(row: Agreement, me: uuid.UUID) -> MyAnswer:
    """An answer in the words of whoever gave it."""
    return MyAnswer(
        row=row,
        title=_title(row),
        child="" if row.person_id == me else row.person.name,
        state=_state(row),
        uses=[USES[use] for use in Use if use.value in row.uses],
        audience=AUDIENCES[row.audience] if row.stage is Stage.AFTER else None,
        naming=NAMINGS[row.naming] if row.stage is Stage.AFTER else None,
    )


def _title(row: Agreement) -> str:
    session = str(panels("session_day", row.session_id)) if row.session_id else ""
    if session:
        return str(_("About the session: %(session)s", session=session))
    return str(_("About every session"))


def _state(row: Agreement) -> str:
    if row.withdrawn_at:
        return "withdrawn"
    if not row.uses:
        return "refused"
    return "over" if row.ends_on and row.ends_on <= today() else "agreed"


@dataclass(frozen=True)
class HeldRoom:
    """What one room of the house keeps, under the name people know it by."""

    name: str
    title: Any
    items: list[Holding]


def rooms(person_id: uuid.UUID, *, restricted: bool = False) -> list[HeldRoom]:
    """Everything held about a person, room by room, in the rooms' order."""
    grouped: dict[str, list[Holding]] = {}
    for item in holdings.held_about(person_id, restricted=restricted):
        grouped.setdefault(item.room, []).append(item)
    return [HeldRoom(room, HELD_IN.get(room, room), items) for room, items in grouped.items()]
