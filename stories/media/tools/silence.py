"""Cutting silence or a soft tone into sound, to the last sample to be hidden (DOMAIN R5)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ffmpeg

Span = tuple[int, int]
SAMPLE_RATE = 48_000
_FRAME_MS = 10
_SPANS_A_FILTER = 20
TONE_HZ = 330
TONE_DBFS = -34.0  # its peak in what is heard: soft beside a voice at -18 LUFS
_SINE_DBFS = -18.06  # ffmpeg's own: an eighth of full scale
_FOR_EVER = 10**9


def merged_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans (ms) sorted, with those that touch or overlap joined.

    Raises `ValueError` where a span is negative or ends before it begins.
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start < 0 or end <= start:
            raise ValueError(f"not a span in milliseconds: {start}-{end}")
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _within(span: Span) -> str:
    # A frame is silent when any part of it lies in the span: never late, at most 10 ms early.
    start, end = span
    return f"gt(t,{(start - _FRAME_MS) / 1000:.3f})*lt(t,{end / 1000:.3f})"


def silenced(stream: "ffmpeg.Stream", spans: Sequence[Span]) -> "ffmpeg.Stream":
    """Return the stream (48 kHz) with the spans, in ms of the stream, at volume nought."""
    if not spans:
        return stream
    return _muted(stream.filter("asetnsamples", n=SAMPLE_RATE * _FRAME_MS // 1000, p=0), spans)


def toned(stream: "ffmpeg.Stream", spans: Sequence[Span], gain: float) -> "ffmpeg.Stream":
    """Return the silenced stream with a soft tone in the spans; ``gain`` in dB is still to come."""
    import ffmpeg

    if not spans:
        return stream
    size = SAMPLE_RATE * _FRAME_MS // 1000
    source = f"sine=frequency={TONE_HZ}:sample_rate={SAMPLE_RATE}:samples_per_frame={size}"
    tone = ffmpeg.input(source, format="lavfi").filter("aformat", sample_fmts="fltp")
    tone = _muted(tone.filter("volume", f"{TONE_DBFS - _SINE_DBFS - gain:.2f}dB"), _between(spans))
    mixed = ffmpeg.filter([stream, tone], "amix", inputs=2, duration="first", normalize=0)
    return mixed.filter("asetpts", "N/SR/TB")


def _between(spans: Sequence[Span]) -> list[Span]:
    """All that lies outside of the spans."""
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), _FOR_EVER]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _muted(stream: "ffmpeg.Stream", spans: Sequence[Span]) -> "ffmpeg.Stream":
    for first in range(0, len(spans), _SPANS_A_FILTER):
        inside = "+".join(_within(span) for span in spans[first : first + _SPANS_A_FILTER])
        stream = stream.filter("volume", 0, enable=inside)
    return stream
