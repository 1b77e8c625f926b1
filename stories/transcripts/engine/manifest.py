"""The list of clips whose words are known: a tab-separated file, and what stands in it."""

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NEEDED = ("path", "lang", "duration_s", "reference", "kind")
_LANGUAGE = re.compile(r"[a-z]{2,3}(\+[a-z]{2,3})*")
Row = Mapping[str, str | None]


class BadManifest(Exception):
    """The manifest cannot be used; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is said from one second to another; `languages` holds one code or more."""

    start: float
    end: float
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clip:
    """One line of a manifest; `language` is `kk`, `ru`, `kk+ru` …, or empty where nobody speaks.

    `alternative` is the normalised reference, or empty. `stretches` is what stands beside a long
    recording, or the whole clip as one; empty where nobody speaks.
    """

    line: int
    path: Path
    language: str
    kind: str
    seconds: float
    reference: str
    alternative: str
    stretches: tuple[Stretch, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.language.split("+")) if self.language else ()


def read_manifest(path: Path, limit: int | None = None) -> list[Clip]:
    """The clips in order; paths are relative to the manifest. Raises BadManifest."""
    clips = [clip for clip, _ in zip(_clips(path), range(limit or 10**9), strict=False)]
    if not clips:
        raise BadManifest("The manifest lists no clips.")
    return clips


def _clips(path: Path) -> Iterator[Clip]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            _require_columns(reader.fieldnames or ())
            for row in reader:
                yield _clip(path.parent, row, reader.line_num)
    except UnicodeDecodeError:
        raise BadManifest("The manifest is not text in UTF-8.") from None
    except csv.Error as error:
        raise BadManifest(f"The manifest is no tab-separated table: {error}.") from error
    except OSError as error:
        raise BadManifest(f"The manifest cannot be read: {error.strerror or error}.") from error


def _require_columns(found: Any) -> None:
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise BadManifest(
            f"The manifest needs the columns {', '.join(NEEDED)}; {', '.join(missing)} is missing."
        )


def _clip(folder: Path, row: Row, line: int) -> Clip:
    path = _path(folder, row, line)
    seconds = _seconds(row, line)
    language = (row["lang"] or "").strip()
    stretches = _stretches(path.with_suffix(".json"), line)
    texts = [text for _, text in stretches]
    reference = (row["reference"] or " ".join(texts)).strip()
    if reference and not _LANGUAGE.fullmatch(language):
        raise _bad(line, f"“{language}” is no language such as kk, ru or kk+ru")
    spoken = Stretch(0.0, seconds, frozenset(language.split("+")))
    whole = (spoken,) if reference else ()
    return Clip(
        line,
        path,
        language if reference else "",
        (row["kind"] or "").strip(),
        seconds,
        reference,
        (row.get("alt_reference") or "").strip(),
        tuple(stretch for stretch, _ in stretches) or whole,
    )


def _bad(line: int, why: str) -> BadManifest:
    return BadManifest(f"Line {line} of the manifest: {why}.")


def _path(folder: Path, row: Row, line: int) -> Path:
    name = (row["path"] or "").strip()
    if not name or "\x00" in name:
        raise _bad(line, "it names no file")
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _bad(line, f"{name} lies outside the manifest's folder")
    if not path.is_file():
        raise _bad(line, f"there is no file {name}")
    return path


def _seconds(row: Row, line: int) -> float:
    try:
        seconds = float(row["duration_s"] or "")
    except ValueError:
        raise _bad(line, f"“{row['duration_s'] or ''}” is no length in seconds") from None
    if not (math.isfinite(seconds) and seconds > 0):
        raise _bad(line, "the length must be more than nought seconds")
    return seconds


def _stretches(path: Path, line: int) -> list[tuple[Stretch, str]]:
    if not path.is_file():
        return []
    try:
        return [_stretch(one) for one in json.loads(path.read_text("utf-8"))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise _bad(
            line, f"{path.name} is no list of segments with start, end, lang and text"
        ) from None


def _stretch(one: Mapping[str, Any]) -> tuple[Stretch, str]:
    start, end = float(one["start"]), float(one["end"])
    if not (math.isfinite(start) and math.isfinite(end) and 0 <= start <= end):
        raise ValueError
    return Stretch(start, end, frozenset(str(one["lang"]).split("+"))), str(one.get("text", ""))
