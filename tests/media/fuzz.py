"""Damaged sound of every kind, put to the tools that look at recordings and prepare them.

``python -m tests.media.fuzz --files 2000`` does what the test does, more often. Whatever a file
is, the tools name its facts or a reason, in time, and leave no process and no file behind.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from stories.media.tools import ToolFailed, UnusableAudio, make_access_copy, outlines, probe
from tests.media import samples

LONGEST = 60.0  # seconds for one file, on a busy machine
SECONDS = 1.0
HEAD = 400
Change = Callable[[random.Random, bytearray], bytearray]


@cache
def corpus() -> tuple[tuple[str, bytes], ...]:
    """A second of every kind of file the house takes."""
    return tuple((kind, _second(kind)) for kind in sorted(samples.GOOD))


def _second(kind: str) -> bytes:
    name, rate, channels, options, picture = samples.GOOD[kind]
    inputs = samples.voice(SECONDS, rate)
    if picture:
        inputs += ["-f", "lavfi", "-i", f"testsrc=s=160x120:r=10:d={SECONDS}"]
    output = samples.folder() / name.replace("pipe.", "pipe-short.", 1)
    output = output.with_name(f"{output.stem}-short{output.suffix}")
    made = samples.ffmpeg(*inputs, "-ac", str(channels), *options, output=output)
    return made.read_bytes()


def flip_head(dice: random.Random, data: bytearray) -> bytearray:
    for _ in range(dice.randrange(1, 12)):
        data[dice.randrange(min(HEAD, len(data)))] = dice.randrange(256)
    return data


def flip(dice: random.Random, data: bytearray) -> bytearray:
    for _ in range(dice.randrange(1, 200)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def truncate(dice: random.Random, data: bytearray) -> bytearray:
    return data[: dice.randrange(len(data))]


def begin_late(dice: random.Random, data: bytearray) -> bytearray:
    return data[dice.randrange(len(data)) :]


def splice(dice: random.Random, data: bytearray) -> bytearray:
    _kind, other = dice.choice(corpus())
    return data[: dice.randrange(len(data))] + other[dice.randrange(len(other)) :]


def repeat(dice: random.Random, data: bytearray) -> bytearray:
    start = dice.randrange(len(data))
    piece = data[start : start + dice.randrange(1, 4000)]
    return data[:start] + piece * dice.randrange(2, 40) + data[start:]


def blank(dice: random.Random, data: bytearray) -> bytearray:
    start, size = dice.randrange(len(data)), dice.randrange(1, 4000)
    data[start : start + size] = bytes([dice.choice((0, 255))]) * size
    return data


def lie(dice: random.Random, data: bytearray) -> bytearray:
    """Numbers that tell of sizes, rates and counts become extreme ones."""
    for _ in range(dice.randrange(1, 4)):
        start = dice.randrange(min(HEAD * 4, len(data)))
        word = dice.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x01"))
        data[start : start + 4] = dice.choice((word, word[::-1]))
    return data


CHANGES: tuple[Change, ...] = (
    flip_head, flip, truncate, begin_late, splice, repeat, blank, lie,
)  # fmt: skip


def damaged(seed: int) -> tuple[str, bytes]:
    """A file by its number: what was done to it, and its bytes."""
    dice = random.Random(seed)  # noqa: S311 - the same each time
    kind, whole = corpus()[seed % len(corpus())]
    data, done = bytearray(whole), [kind]
    for change in dice.sample(CHANGES, dice.choice((1, 1, 2))):
        if data:
            data = change(dice, data)
            done.append(change.__name__)
    return "+".join(done), bytes(data)


@contextmanager
def passing_files(folder: Path) -> Iterator[Path]:
    """Whatever the tools lay down for a while lies in a folder of its own."""
    place = folder / "passing"
    place.mkdir()
    before, tempfile.tempdir = tempfile.tempdir, str(place)
    try:
        yield place
    finally:
        tempfile.tempdir = before


def put(seed: int, folder: Path) -> str:
    """Put one file to the tools; how it ended. Raises what the tools may not raise."""
    _told, data = damaged(seed)
    path, made = folder / f"{seed}.bin", folder / f"{seed}.made"
    path.write_bytes(data)
    begun = time.monotonic()
    try:
        probe(path, max_seconds=3600)
        make_access_copy(path, made)
        outlines(path)
    except UnusableAudio as verdict:
        outcome = str(verdict.reason.value)
    except ToolFailed as failure:
        outcome = type(failure).__name__
    else:
        outcome = "heard"
    spent = time.monotonic() - begun
    if spent > LONGEST:
        raise AssertionError(f"file {seed} took {spent:.0f} s")
    left = {one.name for one in made.iterdir()} if made.exists() else set()
    if left - ({"access.webm", "access.m4a"} if outcome != "unusable" else set()):
        raise AssertionError(f"file {seed} left {left}")
    for one in (path, *(made / name for name in left)):
        one.unlink()
    return outcome


def children() -> list[str]:
    """Processes this one has started that are still there."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += (task / "children").read_text().split()
    return found


def put_all(seeds: range, folder: Path, together: int = 2) -> Counter[str]:
    """Put many files; raises AssertionError for a crash, a hang or anything left behind."""
    corpus()
    before = set(children())
    with passing_files(folder) as passing, ThreadPoolExecutor(together) as pool:
        outcomes = Counter(pool.map(lambda seed: _told_of(seed, folder), seeds))
        wrong = [told for told in outcomes if told.startswith("file ")]
        left = [one.name for one in passing.iterdir()]
    if wrong:
        raise AssertionError("\n".join(wrong))
    if left:
        raise AssertionError(f"passing files were left: {left}")
    if set(children()) - before:
        raise AssertionError(f"processes were left: {set(children()) - before}")
    return outcomes


def _told_of(seed: int, folder: Path) -> str:
    try:
        return put(seed, folder)
    except Exception as error:  # noqa: BLE001 - all of them are told together
        return f"file {seed} ({damaged(seed)[0]}): {error!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0, help="of the first file")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seeds = range(options.seed, options.seed + options.files)
        outcomes = put_all(seeds, Path(folder))
    spent = time.monotonic() - begun
    told = ", ".join(f"{name} {count}" for name, count in outcomes.most_common())
    sys.stdout.write(f"{options.files} files in {spent:.0f} s: {told}\n")


if __name__ == "__main__":
    main()
