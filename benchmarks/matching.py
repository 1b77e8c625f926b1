"""Pairs for a season of 200 elders and 300 young people, beside taking the best pair each time.

Both weigh the same invented group by the same rules. The peer is greedy: of all pairs that may
be, it takes the one with the most points, then the next, until nobody is left for anybody.
"""

import argparse
import json
import random
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from stories.foundation.hours import Hours
from stories.sessions.matching.rules import (
    Candidate,
    Match,
    Pair,
    Suggestion,
    Table,
    Terms,
    parts_of,
    points_of,
    suggest,
    wall_between,
)

TARGET_SECONDS = 2.0
REGIONS = ("", "almaty", "abai", "aqtobe", "qaraghandy", "turkistan", "zhambyl")
INTERESTS = ("tales", "songs", "cooking", "crafts", "animals", "garden", "games", "sport")
SPOKEN = (("kk",), ("kk", "ru"), ("ru",), ("kk", "uz"), ("ar",))


def greedy(
    elders: Iterable[Candidate], youth: Iterable[Candidate], terms: Terms | None = None
) -> Suggestion:
    """What the peer suggests, with the same pins kept and the same walls."""
    terms, older, younger = terms or Terms(), list(elders), list(youth)
    people = {one.id: one for one in (*older, *younger)}
    table = Table(older, younger, terms)
    found = [
        Match(pair, parts_of(people[pair.elder_id], people[pair.youth_id], terms), pinned=True)
        for pair in table.pinned
    ]
    taken = {match.pair.youth_id for match in found}
    mine = Counter(match.pair.elder_id for match in found)
    able = [
        (-points_of(elder, young, terms), Pair(elder.id, young.id), elder, young)
        for elder in older
        for young in younger
        if wall_between(elder, young, terms) is None
    ]
    able.sort(key=lambda each: each[:2])
    for _points, pair, elder, young in able:
        if pair.youth_id not in taken and mine[pair.elder_id] < table.most:
            taken.add(pair.youth_id)
            mine[pair.elder_id] += 1
            found.append(Match(pair, parts_of(elder, young, terms)))
    return Suggestion(tuple(found), most=table.most)


def invented(chance: random.Random, count: int) -> list[Candidate]:
    """People as a programme has them: most speak Kazakh, some both, a few neither."""
    return [
        Candidate(
            uuid.UUID(int=chance.getrandbits(128)),
            frozenset(chance.choices(SPOKEN, (50, 25, 12, 8, 5))[0]),
            chance.choice(REGIONS),
            frozenset(chance.sample(INTERESTS, chance.randint(0, 4))),
            ready=chance.random() > 0.05,  # noqa: PLR2004 - one in twenty
            needs_interpreter=chance.random() < 0.03,  # noqa: PLR2004
            free=free(chance),
        )
        for _ in range(count)
    ]


def free(chance: random.Random) -> Hours | None:
    """Of one in three nothing is known; the others have a few afternoons, or none."""
    if chance.random() < 1 / 3:
        return None
    starts = (
        (chance.randrange(7), chance.randrange(8, 18) * 60) for _ in range(chance.randint(0, 5))
    )
    return Hours.of((day, at, at + chance.choice((30, 60, 120, 180))) for day, at in starts)


def bound(chance: random.Random, elders: list[Candidate], youth: list[Candidate]) -> Terms:
    """Some are kept apart, some forbidden, many have met before."""

    def some(count: int) -> list[Pair]:
        return [Pair(chance.choice(elders).id, chance.choice(youth).id) for _ in range(count)]

    apart = frozenset(map(frozenset, some(60)))
    return Terms(forbids=frozenset(some(40)), met=frozenset(some(300)), apart=apart)


def timed(way: Any, crowd: tuple[Any, ...], runs: int) -> tuple[float, Suggestion]:
    """The median of a way's seconds, and what it suggests."""
    took = []
    for _run in range(runs):
        start = time.perf_counter()
        found = way(*crowd)
        took.append(time.perf_counter() - start)
    return statistics.median(took), found


def run(elders: int, youth: int, runs: int, seed: int) -> dict[str, Any]:
    chance = random.Random(seed)
    older, younger = invented(chance, elders), invented(chance, youth)
    crowd = (older, younger, bound(chance, older, younger))
    took, whole = timed(suggest, crowd, runs)
    peer, each = timed(greedy, crowd, runs)
    return {
        "elders": elders,
        "youth": youth,
        "runs": runs,
        "seconds": round(took, 3),
        "greedy_seconds": round(peer, 3),
        "time_ratio": round(took / peer, 2),
        "pairs": whole.worth[0],
        "greedy_pairs": each.worth[0],
        "points": whole.worth[1],
        "greedy_points": each.worth[1],
        "points_ratio": round(whole.worth[1] / max(1, each.worth[1]), 3),
        "target_seconds": TARGET_SECONDS,
        "met": took < TARGET_SECONDS,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elders", type=int, default=200)
    parser.add_argument("--youth", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = run(options.elders, options.youth, options.runs, options.seed)
    if options.json:
        print(json.dumps(result, indent=2))
        return
    for name, value in result.items():
        print(f"{name:16} {value}")


if __name__ == "__main__":
    main()
