"""Measures engines on clips whose words are known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from stories.transcripts.engine import bench
from stories.transcripts.engine.bootstrap import interval
from stories.transcripts.engine.manifest import BadManifest, Clip, Stretch, read_manifest
from stories.transcripts.engine.scoring import Errors, errors_of
from stories.transcripts.engine.types import Request
from stories.transcripts.engine.writers import ENGINES, Heard

__all__ = ["ENGINES", "BadManifest", "Measured", "evaluate", "measured", "read_manifest", "summary"]

BESIDE = 0.25
"""Seconds around speech in which a word still belongs to it."""
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one clip; seconds. `normalised` is against the normalised reference."""

    clip: Clip
    errors: Errors
    normalised: Errors
    took: float
    right: float
    judged: float
    silent: float
    invented: int


def measured(clip: Clip, heard: Sequence[Heard], took: float) -> Measured:
    """Compare what an engine heard in a clip with what was said in it."""
    text = " ".join(one.text for one in heard)
    right, judged = language_time(clip.stretches, heard)
    silent, invented = silence(clip, heard)
    return Measured(
        clip,
        errors_of(clip.reference, text, clip.languages),
        errors_of(clip.alternative or clip.reference, text, clip.languages),
        took,
        right,
        judged,
        silent,
        invented,
    )


def language_time(stretches: Iterable[Stretch], heard: Iterable[Heard]) -> tuple[float, float]:
    """Seconds in the right language, and seconds judged: where one language alone is spoken."""
    right = judged = 0.0
    segments = list(heard)
    for stretch in stretches:
        if len(stretch.languages) != 1:
            continue
        for one in segments:
            shared = min(one.end, stretch.end) - max(one.start, stretch.start)
            if shared > 0:
                judged += shared
                right += shared if one.language in stretch.languages else 0.0
    return right, judged


def silence(clip: Clip, heard: Iterable[Heard]) -> tuple[float, int]:
    """Seconds of a clip in which nobody speaks, and words that were written there."""
    spoken = _joined(clip.stretches, clip.seconds)
    silent = clip.seconds - sum(end - start for start, end in spoken)
    invented = sum(
        not any(start <= at <= end for start, end in spoken)
        for one in heard
        for at in _word_times(one)
    )
    return silent, invented


def _joined(stretches: Iterable[Stretch], seconds: float) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted((one.start - BESIDE, one.end + BESIDE) for one in stretches):
        start, end = max(start, 0.0), min(end, seconds)  # noqa: PLW2901 - clipped to the clip
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif end > start:
            joined.append((start, end))
    return joined


def _word_times(one: Heard) -> list[float]:
    """The middles of a segment's words, as if each took the same time."""
    count = len(one.text.split())
    return [one.start + (one.end - one.start) * (at + 0.5) / count for at in range(count)]


def summary(ones: Iterable[Measured]) -> list[Row]:
    """Figures for each language and kind, for each language, and for all."""
    groups: dict[tuple[str, str], list[Measured]] = {}
    for one in ones:
        language = one.clip.language or "silence"
        for key in ((language, one.clip.kind), (language, "all"), ("all", "all")):
            groups.setdefault(key, []).append(one)
    order = sorted(groups, key=lambda key: (key[0] == "all", key[0], key[1] == "all", key[1]))
    return [_row(key, groups[key]) for key in order]


def _row(key: tuple[str, str], ones: Sequence[Measured]) -> Row:
    seconds = sum(one.clip.seconds for one in ones)
    judged = sum(one.judged for one in ones)
    silent = sum(one.silent for one in ones)
    return {
        "language": key[0],
        "kind": key[1],
        "clips": len(ones),
        "seconds": round(seconds, 1),
        **_rates("", [one.errors for one in ones]),
        **_rates("_normalised", [one.normalised for one in ones]),
        "normalised_clips": sum(bool(one.clip.alternative) for one in ones),
        "language_right": round(sum(one.right for one in ones) / judged, 4) if judged else None,
        "language_seconds": round(judged, 1),
        "silent_seconds": round(silent, 1),
        "insertions_per_silent_minute": _per_minute(ones, silent),
        "real_time_factor": round(sum(one.took for one in ones) / seconds, 3),
    }


def _per_minute(ones: Sequence[Measured], silent: float) -> float | None:
    return round(sum(one.invented for one in ones) * 60 / silent, 2) if silent >= 1 else None


def _rates(name: str, errors: Sequence[Errors]) -> Row:
    total = sum(errors, Errors())
    if not total.words:
        return dict.fromkeys((f"wer{name}", f"wer{name}_95", f"cer{name}", f"cer{name}_95"))
    words = [one.word_edits for one in errors], [one.words for one in errors]
    letters = [one.character_edits for one in errors], [one.characters for one in errors]
    return {
        f"wer{name}": total.wer,
        f"wer{name}_95": interval(*words),
        f"cer{name}": total.cer,
        f"cer{name}_95": interval(*letters),
    }


def evaluate(
    manifest: Path,
    engine: str,
    request: Request,
    *,
    limit: int | None = None,
    bar: Callable[[int], Callable[[], None]] = lambda _: lambda: None,
) -> Row:
    """Run an engine over a manifest's clips, in a child, and say how well it did.

    `bar` is given the number of clips and answers what to call after each. Raises BadManifest or
    EngineFailed.
    """
    clips = read_manifest(manifest, limit)
    try:
        found = bench.run(engine, request, [clip.path for clip in clips], bar(len(clips)))
    except bench.Unusable as error:
        clip = clips[error.place]
        raise BadManifest(f"Line {clip.line} of the manifest, {clip.path.name}: {error}") from error
    results = zip(clips, found.heard, found.took, strict=True)
    return {
        "peak_mb": found.peak_mb,
        "loading_seconds": found.loading,
        "threads": request.threads,
        "rows": summary([measured(clip, heard, took) for clip, heard, took in results]),
    }
