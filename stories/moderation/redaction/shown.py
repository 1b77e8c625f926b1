"""A hidden part as the team reads it."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.access import Actor
from stories.foundation.positions import position
from stories.moderation.models import Story
from stories.moderation.redaction.applying import cover_of
from stories.moderation.redaction.asking import passages
from stories.moderation.redaction.matching import hide
from stories.moderation.redaction.models import Act, Redaction, RedactionState
from stories.moderation.redaction.rules import HIDING

STATES: dict[RedactionState, tuple[Any, str]] = {
    RedactionState.PROPOSED: (_l("Waits for another person"), "wait"),
    RedactionState.CONFIRMED: (_l("Hidden"), "ok"),
    RedactionState.REFUSED: (_l("Not hidden"), "info"),
    RedactionState.LIFTED: (_l("Open again"), "info"),
}
ACTS: dict[Act, Any] = {
    Act.PROPOSED: _l("Proposed"),
    Act.CHANGED: _l("Changed"),
    Act.CONFIRMED: _l("Confirmed"),
    Act.REFUSED: _l("Refused"),
    Act.LIFTED: _l("Opened again"),
}


@dataclass(frozen=True)
class Row:
    """A redaction, the words it hides by language, and what the reader may do with it."""

    redaction: Redaction
    quotes: list[tuple[str, str]]
    lost: bool
    may_decide: bool
    may_open: bool

    @property
    def state(self) -> tuple[Any, str]:
        return STATES[self.redaction.state]

    @property
    def when(self) -> str:
        return f"{position(self.redaction.start_ms)}–{position(self.redaction.end_ms)}"

    @property
    def acts(self) -> list[tuple[Any, Any]]:
        """What was done, with its row."""
        return [(ACTS[one.act], one) for one in self.redaction.acts]


def rows_shown(actor: Actor, story: Story, rows: list[Redaction]) -> list[Row]:
    """Every redaction of a story; what hides comes first."""
    texts = [text for one in passages(story) for text in one.texts]
    active = [row for row in rows if row.state in HIDING]
    lost = hide(texts, map(cover_of, active)).unmatched
    return [_row(actor, row, lost=row.id in lost) for row in sorted(rows, key=_is_over)]


def _is_over(row: Redaction) -> bool:
    return row.state not in HIDING


def _row(actor: Actor, row: Redaction, *, lost: bool) -> Row:
    another = row.proposed_by != actor.id
    waits = row.state is RedactionState.PROPOSED
    return Row(
        row,
        [(part.language, part.quote) for part in row.parts if part.quote],
        lost,
        may_decide=waits and another,
        may_open=row.state in HIDING and not (waits and another),
    )
