"""Reading the whole chain again: whether any line was changed, taken out, put in or swapped."""

import enum
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import RowMapping, column, func, select, table

from stories.foundation.audit.chain import COLUMNS, START, as_kept, digest
from stories.foundation.db import db
from stories.foundation.models import AuditEvent

PORTION = 1000
# Without the types of the model: a line is read even where somebody wrote nonsense into it.
AS_IT_LIES = table("audit_events", *(column(name) for name in (*COLUMNS, "digest")))


class Fault(enum.StrEnum):
    """What can be wrong with a line."""

    CHANGED = "changed"
    MISSING = "missing"
    TWICE = "twice"
    TORN = "torn"
    CUT_OFF = "cut_off"
    ANOTHER = "another"


SENTENCES = {
    Fault.CHANGED: "line {number} was changed",
    Fault.MISSING: "line {number} is missing",
    Fault.TWICE: "line {number} stands there twice",
    Fault.TORN: "line {number} does not follow from the line before it",
    Fault.CUT_OFF: "line {number} is missing, which the anchor names, and all after it",
    Fault.ANOTHER: "line {number} is not the one the anchor names",
}


@dataclass(frozen=True)
class Anchor:
    """A line's number and digest as they were written down elsewhere."""

    number: int
    digest: str


@dataclass
class Finding:
    """How far the chain holds, and the first line where it does not."""

    last: Anchor
    checked: int = 0
    fault: Fault | None = None
    number: int | None = None

    @property
    def sentence(self) -> str:
        """For a person at the terminal."""
        if self.fault is None:
            return f"The log is intact: {self.checked} lines."
        told = SENTENCES[self.fault].format(number=self.number)
        return f"The log is not intact: {told}."


def count() -> int:
    """How many lines there are to read."""
    return int(db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0)


def verify(anchor: Anchor | None, step: Callable[[], object]) -> Finding:
    """Read every line in order up to the first that is wrong; ``step`` is called after each."""
    found = Finding(Anchor(0, START))
    with closing(_rows()) as rows:
        for row in rows:
            found.fault = _fault(row, found.last) or _against(anchor, row)
            if found.fault is not None:
                missing = found.fault is Fault.MISSING
                found.number = found.last.number + 1 if missing else row["number"]
                return found
            found.last = Anchor(row["number"], row["digest"])
            found.checked += 1
            step()
    if anchor is not None and anchor.number > found.last.number:
        found.fault, found.number = Fault.CUT_OFF, anchor.number
    return found


def _rows() -> Generator[RowMapping, None, None]:
    """The lines in order, a portion at a time in memory."""
    query = select(AS_IT_LIES).order_by(AS_IT_LIES.c.number, AS_IT_LIES.c.id)
    with db.session.execute(query.execution_options(yield_per=PORTION)) as result:
        yield from result.mappings()


def _fault(row: RowMapping, last: Anchor) -> Fault | None:
    if row["number"] == last.number:
        return Fault.TWICE
    if row["number"] != last.number + 1:
        return Fault.MISSING
    if not _is_itself(row):
        return Fault.CHANGED
    return None if row["previous"] == last.digest else Fault.TORN


def _is_itself(row: RowMapping) -> bool:
    try:
        return digest(as_kept(dict(row))) == str(row["digest"])
    except (ValueError, TypeError):
        return False


def _against(anchor: Anchor | None, row: RowMapping) -> Fault | None:
    if anchor is None or row["number"] != anchor.number or row["digest"] == anchor.digest:
        return None
    return Fault.ANOTHER
