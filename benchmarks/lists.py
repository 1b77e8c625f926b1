"""A page of 50 stories in two cheaper ways than the house shows it, for ``benchmarks.access``.

All three pages are whole requests of somebody signed in, with one template and its columns.
"""

from collections.abc import Container, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Flask, render_template, request
from sqlalchemy import func, select

from stories.foundation.access import current_actor, expose
from stories.foundation.db import among, db
from stories.media.models import Recording
from stories.moderation import queries
from stories.moderation.models import Story
from stories.moderation.queries import PAGE
from stories.moderation.reasons import STATES
from stories.people.models import Audience, Person, Use
from stories.sessions.models import Attendance, Part

PLAIN, CONSENT, GATE = "plain", "consent", "gate"
PAGES = {
    PLAIN: "/bench/plain?page={page}",
    CONSENT: "/bench/consent?page={page}",
    GATE: "/stories?gate=1&page={page}",
}


def add_lists(app: Flask) -> None:
    """Make both pages known to an application."""
    app.add_url_rule("/bench/plain", "bench.plain", plain)
    app.add_url_rule("/bench/consent", "bench.consent", consent)


@expose("moderation.view")
def plain() -> str:
    """Unfiltered, with nobody asked: rows and names as they stand in the tables."""
    number = request.args.get("page", 1, type=int)
    count = db.session.scalar(select(func.count()).select_from(Story)) or 0
    query = select(Story).order_by(Story.created_at.desc(), Story.id)
    stories = list(db.session.scalars(query.limit(PAGE).offset((number - 1) * PAGE)))
    told = (
        select(Story.id, Person.name)
        .join(Recording, Recording.id == Story.recording_id)
        .join(Attendance, Attendance.session_id == Recording.session_id)
        .join(Person, Person.id == Attendance.person_id)
        .where(among(Story.id, [row.id for row in stories]), Attendance.part == Part.NARRATOR)
    )
    names = {row[0]: row[1] for row in db.session.execute(told)}
    return _page(stories, names, (), number, -(-count // PAGE))


@expose("moderation.view")
def consent() -> str:
    """Filtered by policy, and by what everyone audible in each story permits."""
    number = request.args.get("page", 1, type=int)
    stories, pages = queries.page_of_stories(current_actor(), number=number)
    permissions = queries.permissions_of(stories)
    shut = {key for key, item in permissions.items() if not item.allows(Use.SHARE, Audience.FAMILY)}
    return _page(stories, queries.names_by(permissions), shut, number, pages)


def _page(
    stories: Sequence[Story],
    names: Mapping[UUID, str],
    shut: Container[UUID],
    number: int,
    pages: int,
) -> str:
    told: dict[str, Any] = {"stories": stories, "names": names, "shut": shut, "states": STATES}
    return render_template(
        "moderation/index.html", **told, state=None, gate=True, page=number, pages=pages
    )
