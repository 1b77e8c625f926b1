"""What the page of a season shows: pairs with their reasons, who is left, what was said."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.clock import today
from stories.people.calling import called_here
from stories.people.models import Generation, Person
from stories.people.words import GENERATIONS
from stories.sessions.matching.gathering import Crowd
from stories.sessions.matching.models import Choice, Season, SeasonPair
from stories.sessions.matching.rules import HELD_IN, Match, Pair, Reason, Suggestion
from stories.sessions.matching.words import CHOICES, LEFT, part_told, wall_told
from stories.sessions.rules import USUAL
from stories.sessions.words import person_url

Tag = tuple[str, str]
UNKNOWN = Reason.HOURS_UNKNOWN


@dataclass(frozen=True)
class Suggested:
    """One suggested pair: the two, what speaks for them, what to think of, where to plan."""

    elder: Person
    youth: Person
    reasons: list[str]
    notes: list[str]
    pinned: bool
    plan_url: str


@dataclass(frozen=True)
class Alone:
    """Somebody who has nobody, and why."""

    name: str
    side: str
    why: str
    url: str


@dataclass(frozen=True)
class Said:
    """What was said about two people, and why a pin does not hold."""

    row: SeasonPair
    names: tuple[str, str]
    tag: Tag
    refused: str


def suggested(season: Season, crowd: Crowd, found: Suggestion) -> list[Suggested]:
    """Pairs of a suggestion for the page."""
    return [_suggested(season, crowd, match) for match in found.matches]


def _suggested(season: Season, crowd: Crowd, match: Match) -> Suggested:
    elder, youth = (crowd.people[each] for each in match.pair)
    return Suggested(
        elder,
        youth,
        [part_told(part, elder) for part in match.parts if part.reason is not UNKNOWN],
        list(_notes(crowd, match, elder, youth)),
        match.pinned,
        _plan_url(season, match.pair, elder, youth),
    )


def _notes(crowd: Crowd, match: Match, elder: Person, youth: Person) -> Iterator[str]:
    if (
        all(part.reason is not Reason.LANGUAGE for part in match.parts)
        or elder.needs_interpreter
        or youth.needs_interpreter
    ):
        yield _("With the promised interpreter.")
    if match.pair in crowd.terms.met:
        yield _("They have met before.")
    yield from _hours_noted(match, elder, youth)
    for person in (elder, youth):
        if person.id in crowd.unasked:
            yield _("The first agreement of %(name)s is still to be asked for.",
                    name=called_here(person))  # fmt: skip
    if crowd.children & set(match.pair):
        yield _("A child takes part: three stay in the room all the time, with the facilitator.")


def _hours_noted(match: Match, elder: Person, youth: Person) -> Iterator[str]:
    for person in (elder, youth):
        if person.free is None:
            yield _("It is not known when %(name)s is free.", name=called_here(person))
    told = {part.reason for part in match.parts}
    if not told & {Reason.HOURS, UNKNOWN}:
        yield ngettext(
            "They share no free %(num)d minute in the week.",
            "They share no free %(num)d minutes in the week.",
            USUAL,
        )


def _plan_url(season: Season, pair: Pair, elder: Person, youth: Person) -> str:
    shared = sorted(set(elder.languages) & set(youth.languages) & HELD_IN)
    return url_for(
        "sessions.new_series",
        elders=str(pair.elder_id),
        youth=str(pair.youth_id),
        languages=shared or None,
        day=max(season.first_day, today()).isoformat(),
    )


def alone(crowd: Crowd, found: Suggestion) -> list[Alone]:
    """Who has nobody and why: young people first, in the order of lists."""
    people = [person for who, person in crowd.people.items() if who in found.left]
    people.sort(key=lambda person: person.generation is not Generation.YOUTH)
    return [
        Alone(
            called_here(person),
            str(GENERATIONS[person.generation]),
            str(LEFT[found.left[person.id]]),
            person_url(person.id),
        )
        for person in people
    ]


def said(crowd: Crowd, found: Suggestion, rows: list[SeasonPair]) -> list[Said]:
    """What was said about pairs, for the page; whoever has left the lists is not named."""
    return [_said(crowd, found, row) for row in rows]


def _said(crowd: Crowd, found: Suggestion, row: SeasonPair) -> Said:
    pair = Pair(row.elder_id, row.youth_id)
    people = [crowd.people.get(each) for each in pair]
    one, other = (called_here(each) if each else "…" for each in people)
    wall = found.refused.get(pair)
    told = wall_told(wall, [each for each in people if each]) if wall else ""
    kind = "ok" if row.choice is Choice.PIN else "stop"
    tag = (str(CHOICES[row.choice]), "wait" if wall else kind)
    return Said(row, (one, other), tag, told)
