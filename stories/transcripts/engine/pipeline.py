"""From a file to events: listen, plan the windows, write them down one batch at a time."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Protocol

from stories.transcripts.engine.languages import choose_languages, shares
from stories.transcripts.engine.options import FASTER
from stories.transcripts.engine.regions import speech_regions
from stories.transcripts.engine.segmenting import segments_of
from stories.transcripts.engine.sound import Sound, Wave, opened
from stories.transcripts.engine.types import (
    Done,
    Event,
    ModelUsed,
    Planned,
    Progress,
    Region,
    Request,
    SpokenSegment,
    Window,
    WindowDone,
    Word,
)
from stories.transcripts.engine.voice import VoiceMeter
from stories.transcripts.engine.whisper import Piece
from stories.transcripts.engine.windows import pack

ENGINE = FASTER
BATCH = 4
VERSION = 3  # of the way from sound to text: another number, another plan


class Recogniser(Protocol):
    """What the pipeline needs of a loaded model; `Whisper` is the real one."""

    def languages_of(self, wave: Wave) -> Mapping[str, float]: ...
    def words_of(self, pieces: Sequence[Piece], hints: Sequence[str]) -> list[list[Word]]: ...


def write_down(request: Request, recogniser: Recogniser, *, digest: str = "") -> Iterator[Event]:
    """Yield the events of one recording; raises EngineFailed.

    The plan depends on the sound, the languages and the model alone, and batches are counted
    from the first window, so that a resumed run gives what an uninterrupted one would have.
    """
    meter = VoiceMeter()
    yield Progress("sound", 0.0)
    with opened(request.audio, meter.feed) as sound:
        voices = meter.end()
        regions = speech_regions(voices, sound.duration)
        windows: list[Window] = []
        yield from _plan(sound, regions, request, recogniser, windows)
        used = ModelUsed(request.options.model, digest)
        models = dict.fromkeys(request.options.languages, used)
        plan = plan_of(request, windows, models)
        kept = request.kept if request.plan in ("", plan) else 0
        yield Planned(
            sound.duration,
            len(windows),
            ENGINE,
            used.name,
            used.digest,
            options=request.options,
            models=models,
            plan=plan,
            kept=kept,
        )

        def segments(window: Window, words: Sequence[Word]) -> tuple[SpokenSegment, ...]:
            return tuple(_signed(one, used) for one in segments_of(window, words, voices))

        yield from _windows(sound, windows, request, recogniser, segments, kept)
    yield Done(len(windows))


def _plan(
    sound: Sound,
    regions: Sequence[Region],
    request: Request,
    recogniser: Recogniser,
    windows: list[Window],
) -> Iterator[Event]:
    languages = request.options.languages
    chances = []
    for place, region in enumerate(regions):
        heard = recogniser.languages_of(sound.wave([region])) if len(languages) > 1 else {}
        chances.append(shares(heard, languages))
        if place % 10 == 0:
            yield Progress("languages", place / len(regions))
    windows.extend(pack(regions, choose_languages(regions, chances)))


def plan_of(request: Request, windows: Sequence[Window], models: Mapping[str, ModelUsed]) -> str:
    """A name for these windows, options and models: the same name promises the same text."""
    parts = [
        VERSION,
        request.options.as_json(),
        {language: asdict(model) for language, model in models.items()},
        [asdict(window) for window in windows],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def _windows(
    sound: Sound,
    windows: Sequence[Window],
    request: Request,
    recogniser: Recogniser,
    written: Callable[[Window, Sequence[Word]], tuple[SpokenSegment, ...]],
    kept: int,
) -> Iterator[WindowDone]:
    for first in range(0, len(windows), BATCH):
        batch = windows[first : first + BATCH]
        if first + len(batch) <= kept:
            continue
        pieces = [Piece(sound.wave(window.regions), window.language) for window in batch]
        found = recogniser.words_of(pieces, request.options.hints)
        for place, (window, words) in enumerate(zip(batch, found, strict=True), start=first):
            if place >= kept:
                yield WindowDone(place, len(windows), window.until, written(window, words))


def _signed(segment: SpokenSegment, used: ModelUsed) -> SpokenSegment:
    return replace(segment, engine=ENGINE, model=used.name, digest=used.digest)
