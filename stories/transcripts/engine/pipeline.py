"""From a file to events: listen, plan the windows, write them down one batch at a time."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from stories.transcripts.engine.deciding import BLOCK, Decided, Listener
from stories.transcripts.engine.flags import OTHER_LANGUAGE
from stories.transcripts.engine.foreign import iso_639
from stories.transcripts.engine.options import FASTER, MIXED
from stories.transcripts.engine.regions import speech_regions
from stories.transcripts.engine.segmenting import segments_of
from stories.transcripts.engine.shelf import OneModel, Recogniser, Shelf
from stories.transcripts.engine.sound import Sound, opened
from stories.transcripts.engine.types import (
    Done,
    EngineOptions,
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

ENGINE = FASTER
MOST_SECONDS = 240.0
VERSION = 4  # of the way from sound to text: another number, another plan


def write_down(request: Request, recogniser: Recogniser, *, digest: str = "") -> Iterator[Event]:
    """Yield the events of one recording, all of it by one loaded model; raises EngineFailed."""
    yield from write_down_with(request, OneModel(recogniser, digest))


def write_down_with(request: Request, shelf: Shelf) -> Iterator[Event]:
    """Yield the events of one recording; raises EngineFailed.

    Each stretch with a voice is a window of its own. What is written in it depends on the sound,
    the options and the models alone, not on what it is decoded together with, so that a
    resumed run gives what an uninterrupted one would have.
    """
    models = _models(request.options, shelf)
    meter = VoiceMeter()
    yield Progress("sound", 0.0)
    with opened(request.audio, meter.feed) as sound:
        voices = meter.end()
        regions = speech_regions(voices, sound.duration)
        plan = _planned(request, models, sound.duration, regions)
        yield plan
        yield from _Desk(request, shelf, sound, regions, voices, plan.kept).windows()
    yield Done(len(regions))


MAIN, ROUTING = "", "routing"


def _models(options: EngineOptions, shelf: Shelf) -> dict[str, ModelUsed]:
    """Every model there may be need of, checked: for each language, and the main one."""
    names = {language: options.model_for(language) for language in options.languages}
    names |= {MAIN: options.model}
    if options.models.get(MIXED):
        names[MIXED] = options.model_for("", mixed=True)
    if options.routing:
        names[ROUTING] = options.routing
    return {language: shelf.used(name) for language, name in names.items()}


def _planned(
    request: Request, models: Mapping[str, ModelUsed], duration: float, regions: Sequence[Region]
) -> Planned:
    options, main = request.options, models[MAIN]
    plan = plan_of(request, regions, models)
    return Planned(
        duration,
        len(regions),
        options.engine,
        main.name,
        main.digest,
        options=options,
        models={language: model for language, model in models.items() if language != MAIN},
        plan=plan,
        kept=request.kept if request.plan in ("", plan) else 0,
    )


def plan_of(request: Request, regions: Sequence[Region], models: Mapping[str, ModelUsed]) -> str:
    """A name for these windows, options and models: the same name promises the same text."""
    parts = [
        VERSION,
        request.options.as_json(),
        {language: asdict(model) for language, model in models.items()},
        [asdict(region) for region in regions],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


class _Desk:
    """One recording on its way from regions to windows."""

    def __init__(
        self,
        request: Request,
        shelf: Shelf,
        sound: Sound,
        regions: Sequence[Region],
        voices: Sequence[float],
        kept: int,
    ) -> None:
        self.options, self.shelf, self.sound = request.options, shelf, sound
        self.regions, self.voices, self.kept = regions, voices, kept

    def windows(self) -> Iterator[Event]:
        options = self.options
        names = {options.model_for(language) for language in options.languages}
        names |= {options.model, options.model_for("", mixed=True)}
        routing = options.routing or options.model
        if names == {routing} or not self.regions:
            yield from self._in_one_go(routing)
        else:
            yield from self._model_by_model(routing)

    def _in_one_go(self, name: str) -> Iterator[WindowDone]:
        """One model hears each region once, for its language and for its words."""
        if self.kept >= len(self.regions):
            return
        listener = Listener(self.sound, self.regions, self.shelf.take(name))
        for first in range(self.kept // BLOCK * BLOCK, len(self.regions), BLOCK):
            decided = dict(enumerate(listener.decided(first, self.options.languages), first))
            wanted = {place: place for place in decided if place >= self.kept}
            yield from self._written(listener, name, wanted, decided)
            listener.forget_before(first + BLOCK)

    def _model_by_model(self, routing: str) -> Iterator[Event]:
        """All languages first, then one model after the other, each loaded once."""
        listener = Listener(self.sound, self.regions, self.shelf.take(routing))
        decided: dict[int, Decided] = {}
        for first in range(0, len(self.regions), BLOCK):
            decided.update(enumerate(listener.decided(first, self.options.languages), first))
            listener.forget_before(first + BLOCK)
            yield Progress("languages", len(decided) / len(self.regions))
        del listener
        names = {place: self._name(one) for place, one in decided.items()}
        order = sorted(names, key=lambda place: (names[place] != routing, names[place], place))
        for name in dict.fromkeys(names[place] for place in order[self.kept :]):
            wanted = [
                (place, index)
                for index, place in enumerate(order)
                if names[place] == name and index >= self.kept
            ]
            writer = Listener(self.sound, self.regions, self.shelf.take(name))
            for first in range(0, len(wanted), BLOCK):
                part = dict(wanted[first : first + BLOCK])
                yield from self._written(writer, name, part, decided)
                writer.forget_before(max(part) + 1)
            del writer

    def _name(self, decided: Decided) -> str:
        return self.options.model_for(decided.language, mixed=decided.mixed)

    def _written(
        self,
        listener: Listener,
        name: str,
        indexes: Mapping[int, int],
        decided: Mapping[int, Decided],
    ) -> Iterator[WindowDone]:
        """The windows of some regions; `indexes` says which window each region is."""
        used = self.shelf.used(name)
        for part in self._parts(indexes):
            found = listener.recogniser.words_of(
                listener.heard(part),
                [decided[place].language for place in part],
                self.options.hints,
            )
            for place, words in zip(part, found, strict=True):
                segments = self._segments(place, decided[place], words, used)
                until = self.regions[place].end
                yield WindowDone(indexes[place], len(self.regions), until, segments)

    def _parts(self, places: Iterable[int]) -> Iterator[list[int]]:
        """Places in parts of no more than a few minutes of sound, so that a sign of life comes."""
        part: list[int] = []
        seconds = 0.0
        for place in places:
            if part and seconds + self.regions[place].seconds > MOST_SECONDS:
                yield part
                part, seconds = [], 0.0
            part.append(place)
            seconds += self.regions[place].seconds
        if part:
            yield part

    def _segments(
        self, place: int, decided: Decided, words: Sequence[Word], used: ModelUsed
    ) -> tuple[SpokenSegment, ...]:
        other = decided.language not in self.options.languages
        language = iso_639(decided.language)
        window = Window(language, decided.certainty, (self.regions[place],))
        return tuple(
            replace(
                one,
                engine=self.options.engine,
                model=used.name,
                digest=used.digest,
                flags=(OTHER_LANGUAGE, *one.flags) if other else one.flags,
            )
            for one in segments_of(window, words, self.voices)
        )
