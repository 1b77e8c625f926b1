"""What a page shows of who has answered, who has not, and what to do next, in order."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from stories.people import queries
from stories.people.models import Agreement, Person, Stage, Wording
from stories.people.queries import counts_for
from stories.people.rules import Ask, Said, to_ask
from stories.people.services import SHOWN_BY, signers_of
from stories.people.words import SAID, STAGES


@dataclass(frozen=True)
class Step:
    """One answer that is needed, in words. ``row`` is the last one given, if any."""

    ask: Ask
    name: str
    stage: Any
    word: Any
    kind: str
    row: Agreement | None
    lacks_evidence: bool

    @property
    def open(self) -> bool:
        """Whether there is something to ask: a «no» is an answer, and is not asked again."""
        return self.ask.said in {Said.NOTHING, Said.OVER}

    @property
    def state(self) -> str:
        """The step's state as ``steps`` draws it; the first open one becomes «now»."""
        return {Said.YES: "done", Said.NO: "stopped", Said.TAKEN_BACK: "stopped"}.get(
            self.ask.said, "next"
        )


def steps(person: Person, session_id: uuid.UUID | None, on: date) -> list[Step]:
    """Every answer that is needed about a person, before a session and, if one is named, after."""
    voice = queries.voices_for([person.id], session_id)[0]
    stages = tuple(Stage) if session_id else (Stage.BEFORE,)
    names = {item.id: item.name for item in signers_of(person).values()}
    return [
        _step(person, ask, called(ask.wording, names[ask.signer_id]), session_id)
        for ask in to_ask(voice, stages, on)
        if ask.signer_id in names
    ]


def called(wording: Wording, name: str) -> str:
    """«Гүлнар, заңды өкіл»: whose answer it is."""
    if wording is Wording.REPRESENTATIVE:
        return str(_("%(name)s, as legal representative", name=name))
    return str(_("%(name)s, the child", name=name)) if wording is Wording.CHILD else name


def _step(person: Person, ask: Ask, name: str, session_id: uuid.UUID | None) -> Step:
    word, kind = SAID[ask.said]
    row = _last_row(person, ask, session_id)
    lacks = row is not None and lacks_evidence(row)
    return Step(ask, name, STAGES[ask.stage], word, kind, row, lacks)


def _last_row(person: Person, ask: Ask, session_id: uuid.UUID | None) -> Agreement | None:
    rows = [
        row
        for row in person.agreements
        if (row.signer_id, row.stage) == (ask.signer_id, ask.stage) and counts_for(row, session_id)
    ]
    return max(reversed(rows), key=lambda row: row.withdrawn_at or row.given_at, default=None)


def lacks_evidence(row: Agreement) -> bool:
    """Whether a standing agreement on paper or by voice waits for its scan or sound."""
    return bool(row.uses) and not row.withdrawn_at and row.evidence in SHOWN_BY and not row.files


def now_and_next(found: list[Step]) -> list[tuple[str, Any, str]]:
    """The steps as the component draws them: what is done, what comes now, what follows."""
    first = next((item for item in found if item.open), None)
    return [
        (f"{item.stage}: {item.name}", item.word, "now" if item is first else item.state)
        for item in found
    ]


def wanted(found: list[Step]) -> list[tuple[tuple[uuid.UUID, Wording, Stage], str]]:
    """Forms that could be printed, those still to be answered first."""
    ordered = sorted(found, key=lambda item: not item.open)
    return [((one.ask.signer_id, one.ask.wording, one.ask.stage), one.name) for one in ordered]


def chosen(found: list[Step], asked: Mapping[str, str]) -> Step | None:
    """The step an address names (``signer``, ``stage``); without, the first that is open.

    None where it names somebody who does not answer: their taps are nobody else's.
    """
    for item in found:
        named = (str(item.ask.signer_id), item.ask.stage.value)
        if named == (asked.get("signer"), asked.get("stage")):
            return item
    if "signer" in asked or "stage" in asked:
        return None
    return next((item for item in found if item.open), found[0] if found else None)
