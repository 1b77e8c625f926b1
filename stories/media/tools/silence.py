"""Cutting silence into sound, to the last sample of what must not be heard (DOMAIN R5)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ffmpeg

Span = tuple[int, int]
SAMPLE_RATE = 48_000
_FRAME_MS = 10
_SPANS_A_FILTER = 20


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
    stream = stream.filter("asetnsamples", n=SAMPLE_RATE * _FRAME_MS // 1000, p=0)
    for first in range(0, len(spans), _SPANS_A_FILTER):
        inside = "+".join(_within(span) for span in spans[first : first + _SPANS_A_FILTER])
        stream = stream.filter("volume", 0, enable=inside)
    return stream
