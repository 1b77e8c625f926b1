"""What the demo remembers: its steps in the audit log, its secrets in a file of the home folder."""

import json
import secrets
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from stories.foundation import audit
from stories.foundation.access import OPERATOR
from stories.foundation.clock import HOME_ZONE, today
from stories.foundation.db import db
from stories.foundation.models import AuditEvent

STEP = "demo.step"
WORDS = ("apple", "bread", "dombra", "garden", "horse", "lamp", "meadow", "river", "steppe", "tea")

Ids = dict[str, uuid.UUID]


def steps() -> set[str]:
    """Steps that are done; each was noted in the unit that did it."""
    query = select(AuditEvent.detail).where(AuditEvent.action == STEP)
    return {str(detail["step"]) for detail in db.session.scalars(query)}


def ids() -> Ids:
    """Ids by the content's keys (``person:tamara``), as the steps noted them."""
    query = select(AuditEvent.detail).where(AuditEvent.action == STEP)
    return {
        key: uuid.UUID(str(value))
        for detail in db.session.scalars(query)
        for key, value in detail.items()
        if key != "step"
    }


def first_day() -> date:
    """The day the demo's weeks are counted from: the one its first step was made on."""
    query = select(AuditEvent.at).where(AuditEvent.action == STEP).order_by(AuditEvent.at).limit(1)
    moment = db.session.scalar(query)
    return moment.astimezone(ZoneInfo(HOME_ZONE)).date() if moment else today()


def note(step: str, made: Ids) -> None:
    """Note a step and what it made, in the unit that makes it."""
    detail: audit.Detail = {"step": step, **{key: str(value) for key, value in made.items()}}
    audit.record(OPERATOR, STEP, detail=detail)


@dataclass(frozen=True)
class Secrets:
    """What the demo tells at every start: one passphrase, the family's link and PIN."""

    path: Path

    def read(self) -> dict[str, Any]:
        """What is kept; empty before the first fill."""
        if not self.path.exists() or not self.path.stat().st_size:
            return {}
        kept: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        return kept

    def keep(self, **more: str) -> None:
        """Add to what is kept, readable by the owner alone."""
        self.path.touch(mode=0o600, exist_ok=True)
        self.path.write_text(json.dumps(self.read() | more), encoding="utf-8")

    def passphrase(self) -> str:
        """The demo accounts' passphrase, made once for this house."""
        kept = self.read().get("passphrase")
        if kept is None:
            words = [secrets.choice(WORDS) for _ in range(4)]
            kept = f"{'-'.join(words)}-{secrets.randbelow(90) + 10}"
            self.keep(passphrase=kept)
        return str(kept)
