"""Copies for playing: small, even in loudness, without metadata (DOMAIN R2, R3, R5)."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stories.foundation.sound.facts import AccessCopy, ToolFailed
from stories.foundation.sound.limits import file_url
from stories.foundation.sound.probe import probe
from stories.media.tools.binary import ffmpeg_binary
from stories.media.tools.digest import sha256_file
from stories.media.tools.loudness import PATIENCE_SECONDS, metered, read_summary
from stories.media.tools.process import QUIET, Progress, run_ffmpeg
from stories.media.tools.silence import SAMPLE_RATE, Span, merged_spans, silenced, toned
from stories.media.tools.source import sound_of

if TYPE_CHECKING:
    import ffmpeg

RECIPE = 1  # another number whenever copies or outlines are made in another way

LOUDNESS_LUFS = -18.0
_MOST_GAIN_DB = 30.0
_NOTHING_HEARD_LUFS = -60.0
_MEASURING_SHARE = 0.4
_MEETING_SECONDS = 0.01
_ENOUGH = 0.9  # of what can be heard, in each copy
_MOST_GAPS = 0.5  # of a length that is no sound: a film that was paused has gaps
_BARE = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact", "flags:a": "+bitexact"}
# Takes 12 dB of what lies 22 dB below a voice that was brought to the common loudness.
_LESS_NOISE = {"noise_reduction": 12, "noise_floor": -40}
_FORMATS: dict[str, tuple[str, dict[str, str | int]]] = {
    "webm": (
        "audio/webm",
        {
            "format": "webm",
            "acodec": "libopus",
            "audio_bitrate": "32k",
            "application": "voip",
            "vbr": "constrained",
            "cues_to_front": 1,
        },
    ),
    "m4a": (
        "audio/mp4",
        {"format": "ipod", "acodec": "aac", "audio_bitrate": "48k", "movflags": "+faststart"},
    ),
}


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is to be heard of a source, and silent spans, in ms of the source; all if no spans."""

    source: Path
    seconds: float
    spans: Sequence[Span]
    silence: Sequence[Span]
    tones: Sequence[Span] = ()
    quieter: bool = False

    @property
    def kept_seconds(self) -> float:
        if not self.spans:
            return self.seconds
        return sum(min(end / 1000, self.seconds) - start / 1000 for start, end in self.spans)


def _cut(source: Path, spans: Sequence[Span], silence: Iterable[Span]) -> _Cut:
    earlier = 0
    for start, end in spans:
        if start < earlier or end <= start:
            raise ValueError(f"not a stretch in milliseconds after {earlier}: {start}-{end}")
        earlier = end
    cut = _Cut(source, probe(source).duration, spans, merged_spans(silence))
    if spans and spans[-1][0] >= cut.seconds * 1000:
        raise ValueError(f"the stretch begins after the sound ends: {spans[-1][0]} ms")
    return cut


def _heard(cut: _Cut, gain: float | None = None) -> "ffmpeg.Stream":
    """Return the sound to keep as mono, counted in samples so that gaps shift nothing.

    Tones are in it once the ``gain`` is known that comes after.
    """
    stream = sound_of(cut.source).filter("aresample", SAMPLE_RATE)
    stream = stream.filter("aformat", sample_fmts="fltp", channel_layouts="mono")
    stream = silenced(stream.filter("asetpts", "N/SR/TB"), cut.silence)
    if gain is not None:
        stream = toned(stream, cut.tones, gain)
    return _joined(stream, cut.spans)


def _joined(stream: "ffmpeg.Stream", spans: Sequence[Span]) -> "ffmpeg.Stream":
    """Return the spans of a stream one after the other; where two meet, no click is heard."""
    import ffmpeg

    if len(spans) < 2:  # noqa: PLR2004 - one alone meets nothing
        return _trimmed(stream, spans[0]) if spans else stream
    branches = stream.filter_multi_output("asplit", len(spans))
    parts = []
    for place, span in enumerate(spans):
        part = _trimmed(branches[place], span)
        if place:
            part = part.filter("afade", type="in", duration=_MEETING_SECONDS)
        if place < len(spans) - 1:
            ends = (span[1] - span[0]) / 1000 - _MEETING_SECONDS
            part = part.filter("afade", type="out", start_time=ends, duration=_MEETING_SECONDS)
        parts.append(part)
    return ffmpeg.concat(*parts, v=0, a=1).filter("asetpts", "N/SR/TB")


def _trimmed(stream: "ffmpeg.Stream", span: Span) -> "ffmpeg.Stream":
    bounds = {"start": f"{span[0] / 1000:.3f}", "end": f"{span[1] / 1000:.3f}"}
    return stream.filter("atrim", **bounds).filter("asetpts", "N/SR/TB")


def _run(stream: "ffmpeg.Stream", cut: _Cut, tell: Progress | None) -> str:
    stream = stream.global_args(*QUIET, "-progress", "pipe:1")
    command = stream.compile(cmd=ffmpeg_binary())
    return run_ffmpeg(command, limit=PATIENCE_SECONDS + cut.seconds, tell=tell)


def _gain(cut: _Cut, tell: Progress | None) -> tuple[float, float]:
    """Return the gain in dB that brings what is heard to the common loudness, and its seconds.

    One gain for the whole: what is quiet in a story stays quieter. ``loudnorm`` does the same in
    its linear mode, but leaves it by itself where a peak would not fit; there a limiter is milder.
    """
    seconds = 0.0

    def hear(at: float) -> None:
        nonlocal seconds
        seconds = at
        if tell:
            tell(at)

    said = _run(metered(_heard(cut), peak=False).output("-", format="null"), cut, hear)
    if seconds < cut.kept_seconds * _MOST_GAPS:
        raise ToolFailed(f"{seconds} s can be heard instead of {cut.kept_seconds} s")
    loudness = read_summary(said).integrated
    if loudness is None or loudness < _NOTHING_HEARD_LUFS:
        return 0.0, seconds
    gain = round(max(min(LOUDNESS_LUFS - loudness, _MOST_GAIN_DB), -_MOST_GAIN_DB), 1)
    return gain, seconds


def _share(tell: Progress | None, cut: _Cut, start: float, size: float) -> Progress | None:
    if tell is None:
        return None
    return lambda seconds: tell(start + size * min(seconds / cut.kept_seconds, 1.0))


def _encode(cut: _Cut, gain: float, folder: Path, tell: Progress | None) -> dict[str, Path]:
    import ffmpeg

    even = _heard(cut, gain).filter("volume", f"{gain}dB")
    if cut.quieter:
        even = even.filter("highpass", f=70).filter("afftdn", **_LESS_NOISE)
    even = even.filter("alimiter", limit=0.84, attack=5, release=80, level="disabled")
    branches = even.filter_multi_output("asplit", len(_FORMATS))
    targets = {name: folder / f"copy.{name}" for name in _FORMATS}
    outputs = [
        branches[number].output(file_url(targets[name]), **options, **_BARE)
        for number, (name, (_, options)) in enumerate(_FORMATS.items())
    ]
    _run(ffmpeg.merge_outputs(*outputs), cut, tell)
    return targets


def _checked(made: Path, name: str, heard: float) -> float:
    from stories.foundation.sound.reading import read_facts

    duration = read_facts(made, max_seconds=float("inf"), patience=PATIENCE_SECONDS).duration
    if duration < heard * _ENOUGH:
        raise ToolFailed(f"the {name} copy lasts {duration} s instead of {heard} s")
    return duration


def _kept(made: Path, name: str, heard: float, target_dir: Path) -> AccessCopy:
    duration, digest = _checked(made, name, heard), sha256_file(made)
    path = made.replace(target_dir / f"access.{name}")
    return AccessCopy(path, _FORMATS[name][0], path.stat().st_size, digest, duration)


def make_access_copy(
    source: Path | str,
    target_dir: Path | str,
    *,
    spans: Sequence[Span] = (),
    silence: Iterable[Span] = (),
    tones: Iterable[Span] = (),
    quieter: bool = False,
    tell: Progress | None = None,
) -> dict[str, AccessCopy]:
    """Make `access.webm` (Opus) and `access.m4a` (AAC) in `target_dir`; return both by name.

    The `spans` to keep, in order and apart, and the `silence` are milliseconds of the source;
    without `spans` all of it is kept. A silent span keeps its length and is never shorter than
    asked (up to 10 ms longer at its start); in the `tones` it is a soft tone that is heard instead
    of nothing. With `quieter` noise that is always there is taken away, for listening alone. The
    same input gives the same bytes, about -18 LUFS, no metadata (DOMAIN R2, R3, R5). `tell` hears
    the share done, 0.0 to 1.0; what it raises stops the work. Nothing is left behind when it
    fails: `UnusableAudio`, `ToolFailed`, `ToolTimedOut`, `ValueError` (bad bounds).
    """
    target = Path(target_dir)
    hum = merged_spans(tones)
    cut = replace(_cut(Path(source), spans, [*silence, *hum]), tones=hum, quieter=quieter)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=target) as folder:
        gain, heard = _gain(cut, _share(tell, cut, 0.0, _MEASURING_SHARE))
        tell_rest = _share(tell, cut, _MEASURING_SHARE, 1.0 - _MEASURING_SHARE)
        made = _encode(cut, gain, Path(folder), tell_rest)
        copies = {name: _kept(path, name, heard, target) for name, path in made.items()}
    if tell:
        tell(1.0)
    return copies
