"""What a person may choose about a transcription, as it is kept beside the text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

FASTER, OPENAI = "faster-whisper", "openai-whisper"
ENGINES: Final = (FASTER, OPENAI)
DEVICES: Final = ("auto", "cpu", "cuda")
AUTO: Final = "auto"
MIXED: Final = "mixed"


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """Languages spoken (ISO 639-1), the model, names to expect, and what runs where.

    `models` names a model for a language (`kk`, `ru`, or `mixed` for stretches in which both
    are heard); languages without one are written down by `model`. `routing` is the model that
    decides which language a stretch is in; empty means the writing model itself. `compute` is a
    CTranslate2 type such as `int8`; `auto` means int8 on a processor and float16 on a
    graphics card.
    """

    languages: tuple[str, ...] = ("kk", "ru")
    model: str = "base"
    hints: tuple[str, ...] = ()
    models: Mapping[str, str] = field(default_factory=dict)
    routing: str = ""
    engine: str = FASTER
    device: str = AUTO
    compute: str = AUTO

    def model_for(self, language: str, *, mixed: bool = False) -> str:
        """The name of the model that writes this language down."""
        own = self.models.get(language) or self.model
        return (self.models.get(MIXED) or own) if mixed else own

    def as_json(self) -> dict[str, Any]:
        """Plain values, for a column of JSON or the wire."""
        plain = asdict(self) | {"models": dict(self.models)}
        return {key: _listed(value) for key, value in plain.items()}


def options_from_json(values: Mapping[str, Any]) -> EngineOptions:
    """Options as `as_json` gave them, perhaps by an older programme; what is unknown is left."""
    known = {one.name for one in fields(EngineOptions)}
    given = {key: _tupled(value) for key, value in values.items() if key in known}
    return EngineOptions(**given)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
