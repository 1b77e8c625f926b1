"""Which engine and models this house drafts with."""

from collections.abc import Mapping
from pathlib import Path

from flask import current_app

from stories.foundation.settings import Settings
from stories.transcripts.choosing import options_for
from stories.transcripts.rules import LANGUAGES
from stories.translations.engine.types import CTRANSLATE2, NONE, WHISPER, Asked


def settings() -> Settings:
    """The house's settings."""
    found: Settings = current_app.extensions["settings"]
    return found


def engine() -> str:
    """The engine that is set; ``none`` where a translation model is set and none is named."""
    chosen = settings()["TRANSLATION_ENGINE"]
    return chosen if chosen != CTRANSLATE2 or any(_names().values()) else NONE


def by_ear() -> bool:
    """Whether the engine listens to the sound."""
    return engine() == WHISPER


def asked_with() -> Asked:
    """The house's choices, without passages."""
    chosen, given = engine(), settings()
    return Asked(
        engine=chosen,
        models=Path(given["MODELS_DIR"]),
        names=_whispers() if chosen == WHISPER else _names(),
        whisper=given["WHISPER_ENGINE"],
        device=given["WHISPER_DEVICE"],
        compute=given["WHISPER_COMPUTE"],
        threads=given.number("WHISPER_THREADS"),
    )


def _names() -> dict[str, str]:
    given = settings()
    usual = given["TRANSLATION_MODEL"]
    return {code: given[f"TRANSLATION_MODEL_{code.upper()}"] or usual for code in LANGUAGES}


def _whispers() -> Mapping[str, str]:
    options = options_for(settings(), LANGUAGES)
    return {code: options.model_for(code) for code in LANGUAGES}
