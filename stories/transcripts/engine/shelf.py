"""Names of models become loaded models, one in memory at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.hearing import Heard
from stories.transcripts.engine.known_models import MODELS
from stories.transcripts.engine.options import ENGINES, FASTER, EngineOptions
from stories.transcripts.engine.own_models import (
    checked_digest,
    keep_digest,
    own_path,
    require_whole,
)
from stories.transcripts.engine.sound import Wave
from stories.transcripts.engine.store import verified_folder
from stories.transcripts.engine.types import ModelUsed, Word


class Recogniser(Protocol):
    """A loaded model of either engine."""

    def check_languages(self, languages: Sequence[str]) -> None: ...
    def hear(self, waves: Sequence[Wave]) -> list[Heard]: ...
    def languages_of(self, heard: Sequence[Heard]) -> list[Mapping[str, float]]: ...
    def words_of(
        self, heard: Sequence[Heard], languages: Sequence[str], hints: Sequence[str]
    ) -> list[list[Word]]: ...


class Shelf(Protocol):
    """Where the pipeline takes models from."""

    def used(self, name: str) -> ModelUsed: ...
    def take(self, name: str) -> Recogniser: ...


@dataclass
class OneModel:
    """A shelf with a single loaded model on it, whatever it is called."""

    recogniser: Recogniser
    digest: str = ""

    def used(self, name: str) -> ModelUsed:
        return ModelUsed(name, self.digest)

    def take(self, _name: str) -> Recogniser:
        return self.recogniser


@dataclass
class ModelShelf:
    """The models of a folder, for one engine; taking another puts the last one back."""

    models: Path
    options: EngineOptions
    threads: int
    _digests: dict[str, str] = field(default_factory=dict)
    _taken: tuple[str, Recogniser] | None = None

    def used(self, name: str) -> ModelUsed:
        """The model's name and checked digest; raises EngineFailed."""
        if name not in self._digests:
            self._digests[name] = self._checked(name)
        return ModelUsed(Path(name).name, self._digests[name])

    def take(self, name: str) -> Recogniser:
        """The loaded model; raises EngineFailed."""
        if self._taken is not None and self._taken[0] == name:
            return self._taken[1]
        self._taken = None
        digest = self.used(name).digest
        recogniser = self._loaded(name)
        recogniser.check_languages(self.options.languages)
        self._taken = (name, recogniser)
        if not self._is_published(name):
            keep_digest(self._weights(name), digest)
        return recogniser

    def _is_published(self, name: str) -> bool:
        return self.options.engine == FASTER and name in MODELS

    def _checked(self, name: str) -> str:
        if self.options.engine not in ENGINES:
            raise EngineFailed("unknown_engine", self.options.engine)
        if self._is_published(name):
            verified_folder(self.models, name)
            return MODELS[name].sha256
        weights = self._weights(name)
        if self.options.engine == FASTER:
            require_whole(weights.parent)
        return checked_digest(weights)

    def _weights(self, name: str) -> Path:
        if self.options.engine != FASTER:
            from stories.transcripts.engine.openai import checkpoint_of

            return checkpoint_of(self.models, name)
        folder = own_path(self.models, name)
        if folder is None:
            raise EngineFailed("unknown_model", name)
        return folder / "model.bin"

    def _loaded(self, name: str) -> Recogniser:
        options = self.options
        if options.engine != FASTER:
            from stories.transcripts.engine.openai import OpenAIWhisper

            return OpenAIWhisper(self._weights(name), threads=self.threads, device=options.device)
        from stories.transcripts.engine.whisper import Whisper

        folder = self.models / name if self._is_published(name) else self._weights(name).parent
        return Whisper(folder, threads=self.threads, device=options.device, compute=options.compute)
