"""What a person may wish of a writing-down: which model, of those this house can offer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stories.foundation.settings import Settings
from stories.transcripts.choosing import options_for
from stories.transcripts.engine import EngineOptions
from stories.transcripts.engine.fake import NAME as FAKE
from stories.transcripts.engine.folders import models_in


def offered_models(settings: Settings) -> list[str]:
    """Models that can be asked for by name: the house's usual one, and whatever lies here whole.

    The usual one is offered even where only other machines have it; a fine-tune by its folder.
    """
    usual = settings["WHISPER_MODEL"]
    folder = Path(settings["MODELS_DIR"])
    fake = [FAKE] if settings["ALLOW_FAKE_ENGINE"] == "1" else []
    installed = [str(row["name"]) for row in models_in(folder) if row["installed"]]
    return list(dict.fromkeys([usual, *installed, *fake]))


def wished_options(
    settings: Settings, languages: Sequence[str], memory: Mapping[str, Any], hints: Sequence[str]
) -> EngineOptions:
    """The house's own choices, or one model for everything if somebody asked for it.

    Hints are for the machine's ear alone.
    """
    usual = options_for(settings, languages, hints=hints)
    wanted = str(memory.get("model") or "")
    return replace(usual, model=wanted, models={}, routing="") if wanted else usual


def options_kept(options: EngineOptions) -> dict[str, Any]:
    """What is kept beside the text: of the hints only how many, for names may be among them."""
    return options.as_json() | {"hints": len(options.hints)}
