"""What is held about one person, as a file to take away: for machines (JSON) and to read (PDF)."""

import json
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.clock import now, today
from stories.foundation.holdings import Holding
from stories.foundation.i18n import day_clock, locale_code
from stories.foundation.typeset import typeset
from stories.people.documents import HERE
from stories.people.models import Person
from stories.people.shown_mine import HeldRoom, rooms

KINDS = {"json": "application/json", "pdf": "application/pdf"}


def file_name(kind: str) -> str:
    """A name that tells nobody whose file it is (DOMAIN P3, R3)."""
    return f"what-is-kept-{today().isoformat()}.{kind}"


def written(row: Person, kind: str) -> bytes:
    """The file; restricted facts are no part of it, whoever asks (DOMAIN P5)."""
    found = rooms(row.id)
    return _as_json(found) if kind == "json" else _as_pdf(row, found)


def _as_json(found: list[HeldRoom]) -> bytes:
    told = {
        "made_at": now().isoformat(),
        "language": locale_code(),
        "rooms": [
            {
                "room": room.name,
                "title": str(room.title),
                "entries": [_entry(item) for item in room.items],
            }
            for room in found
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _entry(item: Holding) -> dict[str, Any]:
    return {
        "kind": item.table,
        "id": str(item.id),
        "title": item.title,
        "together_with_others": item.shared,
        "files": len(item.files),
        "facts": dict(item.facts),
    }


def _as_pdf(row: Person, found: list[HeldRoom]) -> bytes:
    data = {
        "title": _("What is kept about me"),
        "name": row.name,
        "lead": _("Only this person’s own part stands here, nothing of anybody else."),
        "made": _("Made on %(time)s", time=day_clock(now())),
        "language": locale_code(),
        "rooms": [
            {"title": str(room.title), "items": [_printed(item) for item in room.items]}
            for room in found
        ],
    }
    return typeset((HERE / "held.typ").read_text(encoding="utf-8"), data)


def _printed(item: Holding) -> dict[str, Any]:
    notes = [_("Together with others")] if item.shared else []
    if item.files:
        notes.append(ngettext("%(num)d file", "%(num)d files", len(item.files)))
    return {"title": item.title, "notes": notes, "said": [list(pair) for pair in item.said]}
