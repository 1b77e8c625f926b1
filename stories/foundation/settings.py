"""Settings are environment variables ``STORIES_…``; this table is their only definition."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stories.foundation.errors import UnsafeStart


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name without the prefix, default, and what it is for."""

    name: str
    default: str
    meaning: str

    @property
    def variable(self) -> str:
        return f"STORIES_{self.name}"


SETTINGS = (
    Setting("SECRET_KEY", "", "Signs cookies and forms. Required; at least 32 characters."),
    Setting("HOME", "var", "Folder of everything the programme keeps on this machine."),
    Setting("DATABASE_URL", "", "SQLAlchemy address. Default: SQLite in the home folder."),
    Setting("BLOBS_URL", "", "Where sound is kept: a folder or s3://…. Default: home folder."),
    Setting("QUEUE_URL", "", "Wakes workers: sqlite file, redis:// or postgresql://."),
    Setting(
        "BASE_URL", "http://127.0.0.1:8000", "The address people type; decides secure cookies."
    ),
    Setting("HOST", "127.0.0.1", "Address the server listens on."),
    Setting("PORT", "8000", "Port the server listens on."),
    Setting("THREADS", "8", "Requests answered at the same time."),
    Setting("PROXIES", "0", "How many trusted reverse proxies stand in front."),
    Setting("UPLOAD_LIMIT_MB", "1024", "Largest recording that is accepted, in megabytes."),
    Setting("MAX_HOURS", "6", "Longest recording that is accepted, in hours."),
    Setting("WHISPER_MODEL", "base", "Model that writes recordings down."),
    Setting("WHISPER_THREADS", "2", "Processor threads one transcription may use."),
    Setting("MODELS_DIR", "", "Folder of Whisper models. Default: models in the home folder."),
    Setting("ALLOW_FAKE_ENGINE", "0", "For tests alone: a transcriber that invents nothing real."),
    Setting("SECOND_FACTOR", "required", "Staff codes by app: required or optional."),
    Setting("IDLE_MINUTES", "30", "A staff session ends after so many quiet minutes."),
    Setting("ABSOLUTE_HOURS", "12", "A staff session ends after so many hours in any case."),
    Setting("ARGON2", "strong", "Cost of passphrase hashing: strong, or weak for tests."),
    Setting("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
)


@dataclass(frozen=True)
class Settings:
    """The settings in force, completed with defaults that follow from each other."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def number(self, name: str) -> int:
        """A setting as a whole number; raises UnsafeStart with its name when it is none."""
        try:
            return int(self.values[name])
        except ValueError:
            raise UnsafeStart(f"STORIES_{name} must be a whole number.") from None

    @property
    def home(self) -> Path:
        return Path(self.values["HOME"])

    @property
    def secure(self) -> bool:
        return self.values["BASE_URL"].startswith("https://")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and complete the settings; relative folders are made absolute.

    Raises UnsafeStart when the secret key is missing or too short.
    """
    source = os.environ if environment is None else environment
    values = {item.name: source.get(item.variable, "") or item.default for item in SETTINGS}
    home = Path(values["HOME"]).resolve()
    values["HOME"] = str(home)
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{home / 'stories.db'}"
    values["BLOBS_URL"] = values["BLOBS_URL"] or (home / "blobs").as_uri()
    values["QUEUE_URL"] = values["QUEUE_URL"] or f"sqlite:///{home / 'jobs.db'}"
    values["MODELS_DIR"] = values["MODELS_DIR"] or str(home / "models")
    _refuse_unsafe(values)
    return Settings(values)


def _refuse_unsafe(values: Mapping[str, str]) -> None:
    least = 32
    if len(values["SECRET_KEY"]) < least:
        raise UnsafeStart("STORIES_SECRET_KEY is missing or shorter than 32 characters.")
    if values["SECOND_FACTOR"] not in {"required", "optional"}:
        raise UnsafeStart("STORIES_SECOND_FACTOR must be required or optional.")
