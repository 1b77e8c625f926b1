"""Suggesting pairs: what forbids one, what speaks for it, and the best of all together. Pure.

First as many as possible meet somebody; among those ways the one with the most points is taken
(``Suggestion.worth``). The whole group is weighed at once, so that nobody is left alone because
somebody else was asked first.
"""

import enum
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from stories.foundation.hours import Hours
from stories.sessions.rules import USUAL

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HELD_IN = frozenset({"kk", "ru"})  # the languages of sessions
MOST_YOUTH = 8
MANY = 3  # shared interests beyond these bring no more points


class Pair(NamedTuple):
    """An elder and a young person, by their ids."""

    elder_id: uuid.UUID
    youth_id: uuid.UUID


class Wall(enum.StrEnum):
    """Why somebody is not suggested, or two people are not."""

    NEVER = "never"
    SAID_NO = "said_no"
    NOT_READY = "not_ready"
    GONE = "gone"
    APART = "apart"
    FORBIDDEN = "forbidden"
    NEEDS_INTERPRETER = "needs_interpreter"
    NO_LANGUAGE = "no_language"
    TAKEN = "taken"
    FULL = "full"
    NOBODY_LEFT = "nobody_left"


class Reason(enum.StrEnum):
    """What speaks for a pair."""

    LANGUAGE = "language"
    REGION = "region"
    INTERESTS = "interests"
    HOURS = "hours"
    HOURS_UNKNOWN = "hours_unknown"
    NEW = "new"


POINTS = {
    Reason.LANGUAGE: 40,
    Reason.REGION: 20,
    Reason.INTERESTS: 10,
    Reason.HOURS: 20,
    # Neither for nor against: whoever was not asked stands between «both are free» and «never».
    Reason.HOURS_UNKNOWN: 10,
    Reason.NEW: 10,
}
FIRST = 15  # for each elder who has somebody at all: better two meet one each than one both
HIGHEST = FIRST + sum(POINTS.values()) + POINTS[Reason.INTERESTS] * (MANY - 1)


@dataclass(frozen=True)
class Candidate:
    """What matching knows about one person. ``interests`` and ``region`` are folded."""

    id: uuid.UUID
    languages: frozenset[str]
    region: str = ""
    interests: frozenset[str] = frozenset()
    ready: bool = True
    needs_interpreter: bool = False
    said_no: bool = False
    never: bool = False
    free: Hours | None = None

    @cached_property
    def wall(self) -> Wall | None:
        """What keeps this person out of every pair."""
        walls = {Wall.NEVER: self.never, Wall.SAID_NO: self.said_no}
        walls[Wall.NOT_READY] = not self.ready
        return next((wall for wall, stands in walls.items() if stands), None)

    @cached_property
    def openings(self) -> int | None:
        """When a session can begin in a week; None where it is not known."""
        return None if self.free is None else self.free.openings(USUAL)


@dataclass(frozen=True)
class Part:
    """A reason with its points; ``shared`` and ``hours`` are what it is about."""

    reason: Reason
    points: int
    shared: tuple[str, ...] = ()
    hours: Hours | None = None


@dataclass(frozen=True)
class Match:
    """A suggested pair and what speaks for it."""

    pair: Pair
    parts: tuple[Part, ...]
    pinned: bool = False

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)


@dataclass(frozen=True)
class Terms:
    """What binds a season. ``most`` youth for an elder; None is as many as are needed.

    ``apart`` are the do-not-pair list, in any order of the two; ``met`` have sat together before.
    """

    pins: Sequence[Pair] = ()
    forbids: Collection[Pair] = frozenset()
    met: Collection[Pair] = frozenset()
    apart: Collection[frozenset[uuid.UUID]] = frozenset()
    most: int | None = None
    interpreter: bool = False


@dataclass(frozen=True)
class Suggestion:
    """Pairs with their reasons, pins that were refused, and who has nobody and why."""

    matches: tuple[Match, ...]
    refused: Mapping[Pair, Wall] = field(default_factory=dict)
    left: Mapping[uuid.UUID, Wall] = field(default_factory=dict)
    most: int = 1

    @property
    def worth(self) -> tuple[int, int]:
        """How many meet somebody, then the points; more is better."""
        elders = {match.pair.elder_id for match in self.matches}
        points = sum(match.points for match in self.matches) + FIRST * len(elders)
        return len(self.matches), points


def wall_between(elder: Candidate, youth: Candidate, terms: Terms) -> Wall | None:
    """What keeps two people from being suggested; None where they may sit together."""
    if elder.wall or youth.wall:
        return elder.wall or youth.wall
    if terms.apart and frozenset((elder.id, youth.id)) in terms.apart:
        return Wall.APART
    if terms.forbids and (elder.id, youth.id) in terms.forbids:
        return Wall.FORBIDDEN
    if terms.interpreter:
        return None
    if elder.needs_interpreter or youth.needs_interpreter:
        return Wall.NEEDS_INTERPRETER
    return None if elder.languages & youth.languages & HELD_IN else Wall.NO_LANGUAGE


def parts_of(elder: Candidate, youth: Candidate, terms: Terms) -> tuple[Part, ...]:
    """What speaks for two people, with its points."""
    found = []
    if languages := elder.languages & youth.languages & HELD_IN:
        found.append(Part(Reason.LANGUAGE, POINTS[Reason.LANGUAGE], tuple(sorted(languages))))
    if elder.region and elder.region == youth.region:
        found.append(Part(Reason.REGION, POINTS[Reason.REGION]))
    if interests := elder.interests & youth.interests:
        points = POINTS[Reason.INTERESTS] * min(MANY, len(interests))
        found.append(Part(Reason.INTERESTS, points, tuple(sorted(interests))))
    found += [*_hours_part(elder, youth)]
    if (elder.id, youth.id) not in terms.met:
        found.append(Part(Reason.NEW, POINTS[Reason.NEW]))
    return tuple(found)


def _hours_part(elder: Candidate, youth: Candidate) -> Iterator[Part]:
    """The time each week that suits both and is long enough, or that it is not known."""
    if elder.free is None or youth.free is None:
        yield Part(Reason.HOURS_UNKNOWN, POINTS[Reason.HOURS_UNKNOWN])
    elif shared := elder.free.shared(youth.free).free_for(USUAL):
        yield Part(Reason.HOURS, POINTS[Reason.HOURS], hours=Hours(shared))


def points_of(elder: Candidate, youth: Candidate, terms: Terms) -> int:
    """The points of ``parts_of``, for those who weigh many."""
    points = POINTS[Reason.LANGUAGE] if elder.languages & youth.languages & HELD_IN else 0
    if elder.region and elder.region == youth.region:
        points += POINTS[Reason.REGION]
    if shared := len(elder.interests & youth.interests):
        points += POINTS[Reason.INTERESTS] * min(MANY, shared)
    if elder.openings is None or youth.openings is None:
        points += POINTS[Reason.HOURS_UNKNOWN]
    elif elder.openings & youth.openings:
        points += POINTS[Reason.HOURS]
    return points if (elder.id, youth.id) in terms.met else points + POINTS[Reason.NEW]


def suggest(
    elders: Iterable[Candidate], youth: Iterable[Candidate], terms: Terms | None = None
) -> Suggestion:
    """The best pairs for a whole group; the order people are given in makes no difference."""
    return Table(elders, youth, terms or Terms()).suggestion()


class Table:
    """One weighing: the people in order of their ids, and how many each elder takes."""

    def __init__(
        self, elders: Iterable[Candidate], youth: Iterable[Candidate], terms: Terms
    ) -> None:
        self.elders = {one.id: one for one in sorted(elders, key=lambda one: one.id)}
        self.youth = {one.id: one for one in sorted(youth, key=lambda one: one.id)}
        self.terms = terms
        self.most = terms.most or self._needed()
        self.refused: dict[Pair, Wall] = {}
        self.pinned = self._pinned()

    def _needed(self) -> int:
        able = sum(one.wall is None for one in self.elders.values())
        waiting = sum(one.wall is None for one in self.youth.values())
        return min(MOST_YOUTH, max(1, ceil(waiting / able))) if able else 1

    def _pinned(self) -> list[Pair]:
        kept: list[Pair] = []
        for pair in dict.fromkeys(self.terms.pins):
            wall = self._against(pair, kept)
            if wall is None:
                kept.append(pair)
            else:
                self.refused[pair] = wall
        return kept

    def _against(self, pair: Pair, kept: list[Pair]) -> Wall | None:
        elder, young = self.elders.get(pair.elder_id), self.youth.get(pair.youth_id)
        if elder is None or young is None:
            return Wall.GONE
        if wall := wall_between(elder, young, self.terms):
            return wall
        if any(other.youth_id == pair.youth_id for other in kept):
            return Wall.TAKEN
        mine = sum(other.elder_id == pair.elder_id for other in kept)
        return Wall.FULL if mine >= (self.terms.most or MOST_YOUTH) else None

    def suggestion(self) -> Suggestion:
        """The best pairs, with the pins that stand."""
        found = [self._match(pair, pinned=True) for pair in self.pinned]
        found += [self._match(pair) for pair in self._free_pairs()]
        found.sort(key=lambda match: (not match.pinned, -match.points, match.pair))
        return Suggestion(tuple(found), self.refused, self._left(found), self.most)

    def _match(self, pair: Pair, *, pinned: bool = False) -> Match:
        elder, young = self.elders[pair.elder_id], self.youth[pair.youth_id]
        return Match(pair, parts_of(elder, young, self.terms), pinned)

    def _free_pairs(self) -> list[Pair]:
        from scipy.optimize import linear_sum_assignment

        taken = {pair.youth_id for pair in self.pinned}
        waiting = [one for one in self.youth.values() if one.wall is None and one.id not in taken]
        seats = self._seats()
        if not waiting or not seats:
            return []
        weights = self._weights(waiting, seats)
        rows, columns = linear_sum_assignment(weights, maximize=True)
        return [
            Pair(seats[column][0].id, waiting[row].id)
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
            if weights[row, column]
        ]

    def _seats(self) -> list[tuple[Candidate, bool]]:
        """A place beside each elder for everyone they still take, and whether it is the first."""
        gone = Counter(pair.elder_id for pair in self.pinned)
        return [
            (elder, place == 0)
            for elder in self.elders.values()
            if elder.wall is None
            for place in range(gone[elder.id], self.most)
        ]

    def _weights(
        self, waiting: list[Candidate], seats: list[tuple[Candidate, bool]]
    ) -> "npt.NDArray[np.int64]":
        """Points for each youth in each place, nothing where they may not sit.

        One more pair outweighs all points that could be won or lost elsewhere.
        """
        import numpy as np

        together = HIGHEST * (min(len(waiting), len(seats)) + 1)
        elders = list(dict.fromkeys(elder for elder, _first in seats))
        column = {elder.id: number for number, elder in enumerate(elders)}
        table = np.zeros((len(waiting), len(elders)), dtype=np.int64)
        for row, young in enumerate(waiting):
            for number, elder in enumerate(elders):
                if wall_between(elder, young, self.terms) is None:
                    table[row, number] = together + points_of(elder, young, self.terms)
        wide = table[:, [column[elder.id] for elder, _first in seats]]
        extra = np.array([FIRST if first else 0 for _elder, first in seats], dtype=np.int64)
        return np.where(wide > 0, wide + extra, 0)

    def _left(self, found: list[Match]) -> dict[uuid.UUID, Wall]:
        met = {who for match in found for who in match.pair}
        alone = [one for one in (*self.elders.values(), *self.youth.values()) if one.id not in met]
        return {one.id: one.wall or self._why(one) for one in alone}

    def _why(self, one: Candidate) -> Wall:
        """The wall most of the others stand behind, or that those who could have enough."""
        elder = one.id in self.elders
        others = self.youth if elder else self.elders
        walls = [
            wall_between(*((one, other) if elder else (other, one)), self.terms)
            for other in others.values()
            if other.wall is None
        ]
        told = Counter(wall for wall in walls if wall)
        if None in walls or not told:
            return Wall.NOBODY_LEFT if elder or not walls else Wall.FULL
        return min(told, key=lambda wall: (-told[wall], wall))
