"""Whether the calendar's month grows with the house: p95 and queries of a request.

Fills a fresh house with few sessions and another with many, whose elders and young people meet in
turn over so many days around today, and asks for this month (and beside it the week, the list and
the day) as a facilitator who sees all of it. The same is asked with all sessions in one month: no
page shows more of a day than it has room for, but what it leaves out still has to be counted.
"""

import argparse
import json
import statistics
import time
import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.access import ask, counted, house, signed_in
from benchmarks.world import Rows, add_person, add_user, seat
from stories.accounts.models import Organisation
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.people.models import Generation
from stories.sessions.models import Part, SessionState, StorytellingSession

TARGET = 1.5  # the month of a large house, of that of a small one
PAGES = {
    "month": "/sessions",
    "week": "/sessions?view=week",
    "list": "/sessions?view=agenda",
    "day": "/sessions?view=day",
}
LEADERS = 12
PLACES = 25
AT_ONCE = 2000
STATES = (SessionState.PLANNED, SessionState.CONFIRMED, SessionState.CANCELLED)


def build(app: Flask, sessions: int, people: int, days: int) -> str:
    """Fill an empty database; gives back the address of a facilitator."""
    with app.app_context():
        rows = Rows(uuid.uuid4())
        rows.tables[Organisation] = [
            {"id": rows.organisation_id, "name": "Bench", "name_ru": "Bench", "region": ""}
        ]
        staff = [add_user(rows, number) for number in range(LEADERS)]
        seated = [
            (
                add_person(rows, f"Баяндаушы {number}", Generation.ELDER, 1950),
                add_person(rows, f"Тыңдаушы {number}", Generation.YOUTH, 2000),
            )
            for number in range(people // 2)
        ]
        for number in range(sessions):
            _session(rows, staff, seated[number % len(seated)], number, days / sessions)
            if number % AT_ONCE == AT_ONCE - 1:
                _write(rows)
        _write(rows)
    return "bench0@example.org"


def _write(rows: Rows) -> None:
    with unit_of_work():
        rows.write()


def _session(
    rows: Rows,
    staff: list[uuid.UUID],
    pair: tuple[uuid.UUID, uuid.UUID],
    number: int,
    apart: float,
) -> None:
    # The month's first day and all that follow, so that a month's worth lies in this month.
    first = datetime.combine(today().replace(day=1), datetime.min.time(), UTC)
    session = rows.add(
        StorytellingSession,
        facilitator_id=staff[number % len(staff)],
        starts_at=first + timedelta(days=number * apart),
        minutes=40,
        zone="Asia/Almaty",
        place=f"Орталық {number % PLACES}",
        theme=f"Тақырып {number}",
        languages=["kk"],
        state=STATES[number % len(STATES)],
    )
    for person, part in zip(pair, (Part.NARRATOR, Part.LISTENER), strict=True):
        seat(rows, session, person, part)


@dataclass
class Measured:
    """A filled house, somebody signed in to it, and the times of each page so far."""

    app: Flask
    client: FlaskClient
    facts: dict[str, Any]
    times: dict[str, list[tuple[float, float]]]


def fill(app: Flask, sessions: int, people: int, days: int) -> Measured:
    """Fill a house and sign in; databases learn what they hold, as they do by themselves."""
    start = time.perf_counter()
    email = build(app, sessions, people, days)
    filled = round(time.perf_counter() - start, 1)
    _analyse(app)
    facts = {"sessions": sessions, "people": people, "days": days, "fill_seconds": filled}
    return Measured(app, signed_in(app, email), facts, {name: [] for name in PAGES})


def measure(sizes: list[tuple[int, int, int]], rounds: int, database: str) -> list[dict[str, Any]]:
    """Every house's figures; they are asked in turn, so that a busy moment meets all."""
    with ExitStack() as stack:
        houses = [fill(stack.enter_context(house(database)), *size) for size in sizes]
        for name, path in PAGES.items():
            for each in houses:
                ask(each.client, path)
            for _ in range(rounds):
                for each in houses:
                    each.times[name].append(ask(each.client, path))
        named = {"database": "PostgreSQL" if database else "SQLite"}
        return [named | each.facts | {"pages": _pages(each)} for each in houses]


def _analyse(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        db.session.connection().exec_driver_sql("ANALYZE")


def _pages(each: Measured) -> dict[str, Any]:
    return {name: _figures(each, name, path) for name, path in PAGES.items()}


def _figures(each: Measured, name: str, path: str) -> dict[str, Any]:
    with counted(each.app) as asked:
        size = len(each.client.get(path).data)
    clock, work = ([one[at] for one in each.times[name]] for at in (0, 1))
    return {
        "median_ms": round(statistics.median(clock), 1),
        "p95_ms": round(statistics.quantiles(clock, n=20)[-1], 1),
        "cpu_ms": round(statistics.median(work), 1),
        "cpu_p95_ms": round(statistics.quantiles(work, n=20)[-1], 1),
        "queries": len(asked),
        "bytes": size,
    }


def compared(houses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many times the first house's figures each other one's are, page by page."""
    base = houses[0]["pages"]
    return [
        {
            "sessions": each["sessions"],
            "days": each["days"],
            "page": name,
            **{
                f"{kind}_ratio": round(page[f"{kind}_ms"] / base[name][f"{kind}_ms"], 2)
                for kind in ("median", "p95", "cpu", "cpu_p95")
            },
        }
        for each in houses[1:]
        for name, page in each["pages"].items()
    ]


def show(houses: list[dict[str, Any]], ratios: list[dict[str, Any]]) -> None:
    """A table, a line for each page of each house, and how they compare."""
    for one in houses:
        print(
            f"\n{one['database']}: {one['sessions']} sessions over {one['days']} days, "
            f"{one['people']} people, filled in {one['fill_seconds']} s"
        )
        print("".join(f"{name:>12}" for name in ("page", *one["pages"]["month"])))
        for name, row in one["pages"].items():
            print("".join(f"{value:>12}" for value in (name, *row.values())))
    print(f"\nof the first house (target for the month: {TARGET})")
    for row in ratios:
        print("".join(f"{value:>12}" for value in row.values()))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--few", type=int, default=100, help="sessions of the small house")
    parser.add_argument("--many", type=int, default=10_000, help="sessions of the large house")
    parser.add_argument("--people", type=int, default=2000, help="of the large house")
    parser.add_argument("--few-days", type=int, default=30, help="the small house's sessions span")
    parser.add_argument(
        "--days", type=int, nargs="+", default=[730, 30], help="the large house's sessions span"
    )
    parser.add_argument("--rounds", type=int, default=60, help="of each page")
    parser.add_argument("--database", default="", help="a PostgreSQL server; SQLite without")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    share = max(2, options.people * options.few // options.many)
    sizes = [(options.few, share, options.few_days)]
    sizes += [(options.many, options.people, days) for days in options.days]
    houses = measure(sizes, options.rounds, options.database)
    ratios = compared(houses)
    if options.json:
        print(json.dumps({"target": TARGET, "houses": houses, "ratios": ratios}, indent=2))
    else:
        show(houses, ratios)


if __name__ == "__main__":
    main()
