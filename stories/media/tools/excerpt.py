"""A short part of a copy for playing, packet by packet: nothing before it, nothing after it."""

from io import BytesIO
from pathlib import Path

from stories.foundation.sound.facts import ToolFailed

FORMATS = {"webm": "webm", "m4a": "ipod"}


def excerpt(source: Path, kind: str, start_ms: int, end_ms: int) -> bytes:
    """The sound of [start_ms, end_ms) of a copy made by this house, as the same kind of file.

    The same stretch gives the same bytes, without metadata (DOMAIN R3). Raises ToolFailed.
    """
    import av

    try:
        return _cut(source, FORMATS[kind], start_ms / 1000, end_ms / 1000)
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        raise ToolFailed(f"no excerpt of {start_ms}-{end_ms} ms: {type(error).__name__}") from None


def _cut(source: Path, form: str, start: float, end: float) -> bytes:
    import av

    made = BytesIO()
    options = {"fflags": "+bitexact"}
    with av.open(str(source)) as whole, av.open(made, "w", form, options=options) as part:
        sound = whole.streams.audio[0]
        kept = part.add_stream_from_template(sound)
        whole.seek(int(start * 1_000_000))
        first = None
        for packet in whole.demux(sound):
            if packet.pts is None or packet.dts is None:
                continue
            at = float(packet.pts * packet.time_base)
            if at < start:
                continue
            if at >= end:
                break
            first = packet.pts if first is None else first
            packet.pts, packet.dts = packet.pts - first, packet.dts - first
            packet.stream = kept
            part.mux(packet)
        if first is None:
            raise ValueError
    return made.getvalue()
