"""What the run sheet and the session's page draw of the day."""

from dataclasses import dataclass
from typing import Any

from stories.foundation import mail
from stories.foundation.access import Actor
from stories.foundation.clock import now
from stories.people.calling import called, called_apart
from stories.sessions.day import queries
from stories.sessions.day.forms import FlagForm, KeywordForm
from stories.sessions.day.models import Moment, UnusedStretch
from stories.sessions.day.moments import since
from stories.sessions.day.services import TAKES
from stories.sessions.day.words import MOMENTS, PICTURES
from stories.sessions.distress.policy import RAISE
from stories.sessions.distress.queries import leads_of, raised_in
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.readiness import standing


@dataclass(frozen=True)
class Line:
    """Something with its moment, as minutes since the session was opened."""

    at: str
    text: str = ""


def keywords(row: StorytellingSession) -> list[Line]:
    """The words typed while listening."""
    return [Line(since(row, one.at), one.text) for one in queries.keywords_in(row.id)]


def pauses(row: StorytellingSession) -> list[tuple[str, str]]:
    """From when to when nothing is to be used; without an end it is empty."""
    return [
        (since(row, one.from_at), since(row, one.until_at) if one.until_at else "")
        for one in queries.stretches_in(row.id)
    ]


def paused(stretches: list[UnusedStretch]) -> bool:
    """Whether a pause is running now."""
    return any(one.until_at is None and one.from_at <= now() for one in stretches)


def sheet(
    actor: Actor, row: StorytellingSession, flag: FlagForm | None = None, *, kept: bool = False
) -> dict[str, Any]:
    """Everything on the page; ``flag`` is the form that came with a mistake.

    ``kept`` is for a device that keeps the page: nobody's name is on it, and no token.
    """
    names = {one.id: called_apart(one) if kept else called(actor, one) for one in row.people}
    moods, children = queries.moods_in(row.id), standing(row).children
    flag = flag or FlagForm(formdata=None)
    flag.offer([(str(person_id), name) for person_id, name in names.items()])
    return {
        "session": row,
        "takes": row.state in TAKES,
        "closed": row.state is SessionState.HELD,
        "guests": [
            {
                "id": item.person_id,
                "name": names[item.person_id],
                "part": item.part,
                "child": item.person_id in children,
                "came": item.came,
                "moods": {moment: moods.get((item.person_id, moment)) for moment in Moment},
            }
            for item in row.attendances
        ],
        "moments": MOMENTS,
        "pictures": PICTURES,
        "keyword": KeywordForm(formdata=None),
        "keywords": keywords(row),
        "pauses": pauses(row),
        "paused": paused(queries.stretches_in(row.id)),
        "flag": flag,
        "may_raise": actor.can(RAISE, row),
        "raised": [] if kept else raised_in(row.id),
        "letters": mail.server() is not None,
        "leads": [] if kept else [lead.name for lead in leads_of(row.organisation_id)],
        "kept": kept,
        "opened": row.opened_at,
    }
