"""How many of the places a reviewer would hide are suggested, and how many suggestions are right.

On invented passages written for this house (``benchmarks/passages``). Each set is one of:

- ``kk``, ``ru``: clean text. Every second passage was held out while the finders were made.
- ``rough``: text as machines write speech down, written against the finders as they first were; the
  finders were then made to serve it, so it is held out no more.
- ``told``: the natural speech of elders and children, written after that and before anybody looked
  at what the finders say. What was missed then was looked at, and some of it mended: the figures of
  the first run are in ``docs/performance.md``.

A place
counts as found when a suggestion of its kind shares letters with it; a suggestion is right when it
does so with a place of its kind, and is not counted when it lies within a place of another kind.
What is hard is counted by passage: it asks for one note.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stories.moderation.suggesting.finders import Found, Kind, Known, find
from stories.moderation.suggesting.natasha import named_in

PASSAGES = Path(__file__).parent / "passages"
LETTERS = {
    "p": Kind.PERSON, "n": Kind.NAME, "l": Kind.PLACE, "a": Kind.ADDRESS, "t": Kind.PHONE,
    "b": Kind.BIRTH, "i": Kind.NUMBER, "s": Kind.SCHOOL, "h": Kind.HARD,
}  # fmt: skip
TARGETS = {Kind.PERSON: 0.95, Kind.PLACE: 0.8}
MARK = re.compile(r"\{(\w):([^}]*)\}")


@dataclass(frozen=True)
class Passage:
    """A passage without its marks, and what they say."""

    text: str
    known: tuple[Known, ...]
    labels: tuple[Found, ...]
    held_out: bool


@dataclass
class Score:
    """Counts by kind."""

    wanted: Counter[Kind] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    told: Counter[Kind] = field(default_factory=Counter)
    right: Counter[Kind] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def table(self) -> dict[str, dict[str, float | int | None]]:
        """By kind: how many there are, how many of them were suggested, how many rightly."""
        return {
            kind.value: {
                "places": self.wanted[kind],
                "suggestions": self.told[kind],
                "recall": _share(self.found[kind], self.wanted[kind]),
                "precision": _share(self.right[kind], self.told[kind]),
            }
            for kind in Kind
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def passages(name: str) -> Iterator[Passage]:
    """The passages of a file (``kk``, ``ru.rough``), every second one held out."""
    people: dict[str, tuple[Known, ...]] = {}
    number = 0
    for line in (PASSAGES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            people[line[1]] = tuple(Known(name.strip()) for name in line[3:].split(";"))
        elif line and not line.startswith("#"):
            number += 1
            text, labels = unmarked(line[3:])
            yield Passage(text, people[line[0]], labels, held_out=number % 2 == 0)


def unmarked(marked: str) -> tuple[str, tuple[Found, ...]]:
    """A text without its marks, and where they stood."""
    text, labels, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        end = len(text) + len(match[2])
        labels.append(Found(len(text), end, LETTERS[match[1]]))
        text, at = text + match[2], match.end()
    return text + marked[at:], tuple(labels)


def measure(language: str, chosen: Iterable[Passage]) -> Score:
    """Look through passages and count."""
    score, listed = Score(), list(chosen)
    read = named_in([one.text for one in listed]) if language == "ru" else [[] for _ in listed]
    for passage, named in zip(listed, read, strict=True):
        count(score, passage, find(passage.text, language, passage.known, named))
    return score


def count(score: Score, passage: Passage, told: list[Found]) -> None:
    """Add one passage."""
    labels, told = _by_passage(passage.labels), _by_passage(told)
    for label in labels:
        hit = any(one.kind is label.kind and _meets(one, label) for one in told)
        score.wanted[label.kind] += 1
        score.found[label.kind] += hit
        if not hit:
            score.missed.append(f"{label.kind}: {passage.text[label.start : label.end]}")
    for one in told:
        right = any(one.kind is label.kind and _meets(one, label) for label in labels)
        elsewhere = any(label.start <= one.start and one.end <= label.end for label in labels)
        if right or not elsewhere:
            score.told[one.kind] += 1
            score.right[one.kind] += right
        if not right and not elsewhere:
            score.wrong.append(f"{one.kind}: {passage.text[one.start : one.end]}")


def _by_passage(found: Iterable[Found]) -> list[Found]:
    listed = list(found)
    hard = [one for one in listed if one.kind is Kind.HARD]
    return [one for one in listed if one.kind is not Kind.HARD] + hard[:1]


def _meets(one: Found, label: Found) -> bool:
    return one.kind is Kind.HARD or one.overlaps(label)


def main() -> None:
    """Print precision and recall by kind, language and half."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--misses", action="store_true", help="also tell what was missed or wrong in the open half"
    )
    asked = parser.parse_args()
    told: dict[str, Any] = {}
    for language in ("kk", "ru"):
        listed = list(passages(language))
        for half, held_out in (("open", False), ("held_out", True)):
            score = measure(language, [one for one in listed if one.held_out is held_out])
            told[f"{language}_{half}"] = score.table()
            if asked.misses and not held_out:
                print(language, "missed", score.missed, "wrong", score.wrong, sep="\n  ")
        for name in ("rough", "told"):
            told[f"{language}_{name}"] = measure(language, passages(f"{language}.{name}")).table()
    if asked.json:
        print(json.dumps({"targets": TARGETS, **told}))
        return
    for name, table in told.items():
        print(name)
        for kind, row in table.items():
            print(f"  {kind:9}", *(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
