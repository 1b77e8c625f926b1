"""The engine's options as the settings of this house have them."""

from collections.abc import Sequence

from stories.foundation.settings import Settings
from stories.transcripts.engine import EngineOptions
from stories.transcripts.engine.options import MIXED

OWN = {"kk": "WHISPER_MODEL_KK", "ru": "WHISPER_MODEL_RU", MIXED: "WHISPER_MODEL_MIXED"}


def options_for(
    settings: Settings, languages: Sequence[str], *, hints: Sequence[str] = ()
) -> EngineOptions:
    """Models, engine and device from the settings, for these languages and names to expect."""
    return EngineOptions(
        languages=tuple(languages),
        model=settings["WHISPER_MODEL"],
        hints=tuple(hints),
        models={kind: settings[name] for kind, name in OWN.items() if settings[name]},
        routing=settings["WHISPER_MODEL_ROUTING"],
        engine=settings["WHISPER_ENGINE"],
        device=settings["WHISPER_DEVICE"],
        compute=settings["WHISPER_COMPUTE"],
    )
