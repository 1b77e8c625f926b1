"""What the rounds do: a few files each minute, the whole store once a day."""

import time
from collections.abc import Iterator
from datetime import timedelta

import structlog
from flask import current_app
from sqlalchemy import delete, func, select

from stories.foundation.blobs import Blobs, Lying, blobs
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.foundation.fixity import ledger
from stories.foundation.fixity.looking import MENDING, look
from stories.foundation.fixity.models import Stock
from stories.foundation.settings import Settings

log = structlog.get_logger()
SECONDS = 5.0  # of each minute; one file is read to its end in any case
AT_ONCE = 200
SPARE = 0.9  # share of the days after which a file is due, so that none comes late
A_WHILE = timedelta(days=1)  # a file may lie there before its row is written, not for so long
NAMED = 100
PROBES = ("doctor/",)
SECOND = "second copy: "
YEAR = timedelta(days=365)


def look_at_some() -> int:
    """Look at files that are due until the time is up; returns how many."""
    settings: Settings = current_app.extensions["settings"]
    before = now() - timedelta(days=settings.number("FIXITY_DAYS")) * SPARE
    with unit_of_work(write=False):
        changes = any(ledger.outstanding())
    if changes:  # in most minutes there is nothing to write, and no writer is kept waiting
        with unit_of_work():
            ledger.bring_up_to_date()
    with unit_of_work(write=False):
        waiting = ledger.due(before, AT_ONCE)
    begun, count = time.monotonic(), 0
    for key, sha256 in waiting:
        if count and time.monotonic() - begun > SECONDS:
            break
        look_at(key, sha256)
        count += 1
    return count


def look_at(key: str, sha256: str | None) -> bool | None:
    """Look at one file and keep the finding; whether it is well, None if nobody needs it now.

    The file is read before the writing unit: a long one would keep every other writer waiting.
    """
    found = look(key, sha256)
    with unit_of_work():
        needed = ledger.note(key, found)
    if needed and not found.well:
        log.error("file_not_intact", key=key, outcome=found.outcome.value)
    return found.well if needed else None


def take_stock() -> None:
    """Once a day: walk through the store for files no row names, and tidy the second copy."""
    with unit_of_work(write=False):
        last = db.session.scalar(select(func.max(Stock.at)))
    if last is not None and now() - last < A_WHILE:
        return
    walk_through()


def walk_through() -> list[str]:
    """Walk through the store and its second copy now; gives the keys that no row names.

    Files no row names are told, never removed: they may be all that is left of a lost row.
    """
    before = now() - A_WHILE
    lying = [*_things(blobs(), "")]
    if (second := blobs().second) is not None:
        lying += _things(second, SECOND)
    with unit_of_work(write=False):
        named = ledger.every_key()
    strays = sorted(
        told + thing.key for told, thing in lying if thing.key not in named and thing.since < before
    )
    mine = [thing.bytes for told, thing in lying if not told]
    with unit_of_work():
        db.session.execute(delete(Stock).where(Stock.at < now() - YEAR))
        db.session.add(
            Stock(files=len(mine), bytes=sum(mine), strays=len(strays), named=strays[:NAMED])
        )
    return strays


def _things(store: Blobs, told: str) -> Iterator[tuple[str, Lying]]:
    store.sweep(now() - A_WHILE)
    for thing in store.things():
        if not thing.key.startswith((*PROBES, MENDING)):
            yield told, thing
