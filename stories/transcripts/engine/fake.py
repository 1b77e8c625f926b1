"""A transcriber for tests: it listens to nothing and invents the same text every time."""

from collections.abc import Iterator

from stories.media.tools import UnusableAudio, probe
from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.runner import Beat
from stories.transcripts.engine.types import (
    Done,
    Event,
    Planned,
    Progress,
    Request,
    SpokenSegment,
    WindowDone,
    Word,
)

NAME = "fake"
WINDOW, SEGMENT = 30.0, 5.0
TEXTS = {
    "kk": "Таңертең апам ерте тұрып нан пісіретін.",
    "ru": "По утрам бабушка рано вставала и пекла хлеб.",
}


class FakeTranscriber:
    """Gives segments of five seconds, the languages taking turns, from the duration alone."""

    def transcribe(self, request: Request, *, on_beat: Beat) -> Iterator[Event]:
        """The events the real engine would give; raises EngineFailed for an unusable file."""
        duration = _duration(request)
        count = max(int(-(-duration // WINDOW)), 1)
        yield Progress("model", 0.0)
        kept = request.kept if request.plan in ("", NAME) else 0
        yield Planned(
            duration, count, NAME, NAME, "", options=request.options, plan=NAME, kept=kept
        )
        for index in range(count):
            on_beat()
            until = min((index + 1) * WINDOW, duration)
            if index >= kept:
                yield WindowDone(index, count, until, _segments(request, index * WINDOW, until))
        yield Done(count)


def _duration(request: Request) -> float:
    if not request.audio.is_file():
        raise EngineFailed("missing")
    try:
        return probe(request.audio).duration
    except UnusableAudio as error:
        raise EngineFailed(error.reason.value) from error


def _segments(request: Request, start: float, until: float) -> tuple[SpokenSegment, ...]:
    segments = []
    while start < until:
        end = min(start + SEGMENT, until)
        languages = request.options.languages
        segments.append(_segment(languages[int(start // SEGMENT) % len(languages)], start, end))
        start += SEGMENT
    return tuple(segments)


def _segment(language: str, start: float, end: float) -> SpokenSegment:
    text = TEXTS.get(language, TEXTS["ru"])
    said = text.split()
    step = (end - start) / len(said)
    words = tuple(
        Word(round(start + place * step, 3), round(start + (place + 1) * step, 3), word, 0.9)
        for place, word in enumerate(said)
    )
    return SpokenSegment(
        round(start, 3), round(end, 3), language, text, 0.9, words, engine=NAME, model=NAME
    )
