"""Measures a model for drafts on sentences whose other language is known: chrF."""

import csv
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from stories.transcripts.engine.errors import EngineFailed
from stories.translations.engine import draft
from stories.translations.engine.types import CTRANSLATE2, Asked, Begun, Done, Drafted, Passage

COPY: Final = "copy"
MEASURED: Final = (CTRANSLATE2, COPY)
WAYS: Final = {"kk-ru": ("kk", "ru"), "ru-kk": ("ru", "kk")}
Pair = tuple[str, str]
Row = dict[str, object]


class BadManifest(Exception):
    """The list of sentences cannot be used; the message is one sentence."""


@dataclass(slots=True)
class _Run:
    """What came of one way: drafts by place, seconds, and megabytes at most."""

    drafts: dict[int, str]
    model: str = ""
    digest: str = ""
    loading: float = 0.0
    seconds: float = 0.0
    peak_mb: int = 0


def read_pairs(path: Path, limit: int | None = None) -> list[Pair]:
    """Kazakh and Russian of each line of a tab-separated file with columns `kk` and `ru`.

    Raises BadManifest.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            _require_columns(reader.fieldnames or ())
            found = [_pair(row, reader.line_num) for row in reader]
    except UnicodeDecodeError:
        raise BadManifest("The manifest is not text in UTF-8.") from None
    except csv.Error as error:
        raise BadManifest(f"The manifest is no tab-separated table: {error}.") from error
    except OSError as error:
        raise BadManifest(f"The manifest cannot be read: {error.strerror or error}.") from error
    if not found:
        raise BadManifest("The manifest lists no sentences.")
    return found[:limit]


def _require_columns(found: Iterable[str]) -> None:
    missing = [name for name in ("kk", "ru") if name not in found]
    if missing:
        raise BadManifest(f"The manifest needs the columns kk and ru; {missing[0]} is missing.")


def _pair(row: Any, line: int) -> Pair:
    pair = (row["kk"] or "").strip(), (row["ru"] or "").strip()
    if not all(pair):
        raise BadManifest(f"Line {line} of the manifest: a sentence is missing.")
    return pair


def evaluate(
    pairs: Sequence[Pair],
    engine: str,
    asked: Asked,
    ways: Sequence[str],
    bar: Callable[[int], Callable[[], None]] = lambda _: lambda: None,
) -> list[Row]:
    """Draft every sentence each way and score it; `bar` gets the number, answers what to call.

    Scores are chrF, 0 to 100, higher is better. `copied` is what handing the original back would
    score. Raises EngineFailed.
    """
    tell = bar(len(pairs) * len(ways))
    return [_row(way, pairs, _run(way, pairs, engine, asked, tell)) for way in ways]


def _run(
    way: str, pairs: Sequence[Pair], engine: str, asked: Asked, tell: Callable[[], None]
) -> _Run:
    source, target = WAYS[way]
    said = [pair[source == "ru"] for pair in pairs]
    if engine == COPY:
        for _ in said:
            tell()
        return _Run(dict(enumerate(said)))
    passages = tuple(Passage(at, text, source, target) for at, text in enumerate(said))
    run, began = _Run({}), time.monotonic()
    with closing(draft(replace(asked, passages=passages))) as events:
        for event in events:
            match event:
                case Begun():
                    used = event.models[target]
                    run.model, run.digest, run.loading = used.name, used.digest, event.loading
                    began = time.monotonic()
                case Drafted():
                    run.drafts[event.place] = event.text
                    tell()
                case Done():
                    run.peak_mb = event.peak_mb
    run.seconds = time.monotonic() - began
    if not any(run.drafts.values()):
        raise EngineFailed("wrong_way")
    return run


def _row(way: str, pairs: Sequence[Pair], run: _Run) -> Row:
    from sacrebleu.metrics.chrf import CHRF

    source, target = WAYS[way]
    right = [pair[target == "ru"] for pair in pairs]
    said = [pair[source == "ru"] for pair in pairs]
    drafts = [run.drafts.get(at, "") for at in range(len(pairs))]
    metric = CHRF()
    score = metric.corpus_score(drafts, [right])
    return {
        "way": way,
        "sentences": len(pairs),
        "empty": sum(not one for one in drafts),
        "chrf": round(score.score, 2),
        "copied": round(CHRF().corpus_score(said, [right]).score, 2),
        "signature": str(metric.get_signature()),
        "model": run.model,
        "digest": run.digest,
        "loading_seconds": run.loading,
        "sentences_per_second": round(len(pairs) / run.seconds, 2) if run.seconds else None,
        "peak_mb": run.peak_mb,
    }
