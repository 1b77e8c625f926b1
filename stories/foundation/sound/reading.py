"""The facts of an audio file, read with PyAV.

A crafted file may bring a codec down: strangers' files are read in a process of their own
(``probe``).
"""

import time
from dataclasses import dataclass
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard, Disposition

from stories.foundation.sound.facts import AudioFacts, Reason, UnusableAudio
from stories.foundation.sound.limits import DECODERS, file_url, input_options
from stories.foundation.sound.promise import promised_seconds
from stories.foundation.sound.sniff import Container, broken, sniff

_IO_SECONDS = 10.0
_ENOUGH = 0.9
_CONFIRMED_SECONDS = 0.1
_WHOLE_SECONDS = 60.0
_SAMPLE_EVERY, _SAMPLE_SECONDS = 30.0, 1.0


@dataclass(slots=True)
class _Reading:
    seconds: float = 0.0
    lead_in: float = 0.0
    tried: float = 0.0
    failed: float = 0.0
    sample_rate: int = 0
    channels: int = 0
    decoding: bool = True

    @property
    def sound(self) -> float:
        return max(self.seconds - self.lead_in, 0.0)

    @property
    def usable(self) -> float:
        return self.sound * (1 - self.failed / self.tried) if self.tried else 0.0


def _decode(
    stream: AudioStream, packet: "Packet[AudioStream]", seconds: float, reading: _Reading
) -> None:
    if not reading.decoding:
        stream.codec_context.flush_buffers()
    reading.decoding = True
    reading.tried += seconds
    try:
        frames = stream.codec_context.decode(packet)
    except av.FFmpegError:
        reading.failed += seconds
        return
    for frame in frames:
        reading.sample_rate, reading.channels = frame.sample_rate, len(frame.layout.channels)


def _take(stream: AudioStream, packet: "Packet[AudioStream]", reading: _Reading) -> None:
    base = float(packet.time_base)
    seconds = (packet.duration or 0) * base
    if reading.seconds == 0.0 and packet.pts is not None:
        reading.lead_in = max(-packet.pts * base, 0.0)
    at = reading.seconds
    if at < _WHOLE_SECONDS or at % _SAMPLE_EVERY < _SAMPLE_SECONDS:
        _decode(stream, packet, seconds, reading)
    else:
        reading.decoding = False
    reading.seconds += seconds


def _extrapolate(reading: _Reading, packet: "Packet[AudioStream]", size: int) -> None:
    reached = (packet.pos or 0) + packet.buffer_size
    reading.seconds *= max(size / reached, 1.0)


def _read(
    source: InputContainer, stream: AudioStream, *, limit: float, patience: float
) -> _Reading:
    """Walk through the packets; decode the first minute and then one second in thirty."""
    reading, deadline = _Reading(), time.monotonic() + patience
    try:
        for packet in source.demux(stream):
            if packet.buffer_size == 0:
                continue
            _take(stream, packet, reading)
            if reading.seconds > limit + 1:
                raise UnusableAudio(Reason.TOO_LONG)
            if time.monotonic() > deadline:
                _extrapolate(reading, packet, source.size)
                break
    except av.FFmpegError:
        # What was read so far still counts; the comparison with the promise decides.
        return reading
    return reading


def _audio_stream(source: InputContainer, container: Container) -> AudioStream:
    if not source.streams.audio:
        others = len(source.streams) > 0
        raise UnusableAudio(Reason.NO_SOUND if others else broken(container))
    stream = source.streams.audio[0]
    # A codec without a decoder leaves the context empty, whatever the types say.
    if getattr(stream.codec_context, "name", None) not in DECODERS:
        raise UnusableAudio(Reason.UNSUPPORTED_FORMAT)
    for other in source.streams:
        if other is not stream:
            other.discard = Discard.all
    return stream


def _declared(source: InputContainer, stream: AudioStream) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return source.duration / av.time_base if source.duration else None


def _has_video(source: InputContainer) -> bool:
    covers = Disposition.attached_pic | Disposition.still_image
    return any(not stream.disposition & covers for stream in source.streams.video)


def _settle(reading: _Reading, promised: float | None, container: Container) -> float:
    """Return the true duration in seconds; raise when the sound is not what was promised."""
    if reading.seconds == 0.0:
        nothing_meant = not promised and container.sure
        raise UnusableAudio(Reason.EMPTY if nothing_meant else broken(container))
    if reading.sample_rate == 0:
        raise UnusableAudio(broken(container))
    if reading.usable < _ENOUGH * (promised or reading.sound):
        raise UnusableAudio(Reason.TRUNCATED)
    if promised and abs(promised - reading.sound) < _CONFIRMED_SECONDS:
        return promised
    return reading.sound


def _facts(
    source: InputContainer, path: Path, container: Container, *, limit: float, patience: float
) -> AudioFacts:
    stream = _audio_stream(source, container)
    has_video = _has_video(source)
    declared = _declared(source, stream)
    promised = promised_seconds(path, container, declared=declared, has_video=has_video)
    reading = _read(source, stream, limit=limit, patience=patience)
    duration = _settle(reading, promised, container)
    if duration > limit:
        raise UnusableAudio(Reason.TOO_LONG)
    if not round(duration, 3):  # less than anybody hears
        raise UnusableAudio(Reason.EMPTY)
    return AudioFacts(
        container=container.name,
        codec=stream.codec_context.codec.canonical_name,
        channels=reading.channels,
        sample_rate=reading.sample_rate,
        duration=round(duration, 3),
        bytes=path.stat().st_size,
        has_video=has_video,
        content_type=(has_video and container.video_type) or container.content_type,
    )


def read_facts(path: Path, *, max_seconds: float, patience: float) -> AudioFacts:
    """Read a file in this very process: for those inside the fence, and for our own copies.

    The whole file is walked through, but only samples of it are decoded, so that two hours
    take a second or two; after `patience` seconds the rest is extrapolated. Raises
    `UnusableAudio` with its `Reason`; longer than `max_seconds` seconds is `TOO_LONG`.
    """
    container = sniff(path)
    try:
        with av.open(
            file_url(path),
            format=container.demuxer,
            container_options=input_options(container),
            metadata_errors="ignore",
            timeout=(_IO_SECONDS, _IO_SECONDS),
        ) as source:
            return _facts(source, path, container, limit=max_seconds, patience=patience)
    except av.FFmpegError as error:
        raise UnusableAudio(broken(container)) from error
