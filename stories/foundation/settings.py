"""Settings are environment variables ``STORIES_…``; this table is their only definition."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stories.foundation import safety
from stories.foundation.errors import UnsafeStart


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name without the prefix, default, and what it is for.

    ``words`` or ``numbers`` say what it may be, where not everything is allowed.
    """

    name: str
    default: str
    meaning: str
    words: tuple[str, ...] = ()
    numbers: range | None = None

    @property
    def variable(self) -> str:
        return f"STORIES_{self.name}"


SETTINGS = (
    Setting("SECRET_KEY", "", "Signs cookies, seals secrets. Required; at least 32 characters."),
    Setting("SECRET_KEY_FILE", "", "A file with that key instead, closed to everybody else."),
    Setting("HOME", "var", "Folder of everything the programme keeps on this machine."),
    Setting("DATABASE_URL", "", "SQLAlchemy address. Default: SQLite in the home folder."),
    Setting("BLOBS_URL", "", "Where sound is kept: a folder or s3://…. Default: home folder."),
    Setting("BLOBS_COPY_URL", "", "Where everything is kept a second time: a folder or s3://…."),
    Setting(
        "BLOBS_SEND",
        "stream",
        "How staff get sound: stream, sign (S3), accel or sendfile (by the proxy).",
        words=("stream", "sign", "accel", "sendfile"),
    ),
    Setting(
        "FIXITY_DAYS",
        "30",
        "Everything kept is read and compared within so many days.",
        numbers=range(1, 366),
    ),
    Setting("QUEUE_URL", "", "Wakes workers: sqlite file, redis:// or postgresql://."),
    Setting(
        "BASE_URL", "http://127.0.0.1:8000", "The address people type; decides secure cookies."
    ),
    Setting("HOSTS", "", "Other names this house is called by, with commas between."),
    Setting("SMTP_URL", "", "Where letters go out: smtps://, starttls:// or, here, smtp://."),
    Setting("MAIL_FROM", "", "Whom letters come from: an e-mail address, perhaps with a name."),
    Setting("HOST", "127.0.0.1", "Address the server listens on."),
    Setting("PORT", "8000", "Port the server listens on.", numbers=range(1, 65536)),
    Setting("THREADS", "8", "Requests answered at the same time.", numbers=range(1, 1025)),
    Setting("PROXIES", "0", "How many trusted reverse proxies stand in front.", numbers=range(10)),
    Setting(
        "UPLOAD_LIMIT_MB",
        "4096",
        "Largest recording that is accepted, in megabytes.",
        numbers=range(1, 102401),
    ),
    Setting(
        "UPLOAD_DAYS",
        "7",
        "An unfinished upload waits so many days to be sent on.",
        numbers=range(1, 91),
    ),
    Setting(
        "QUOTA_GB",
        "0",
        "Most an organisation may keep, in gigabytes; 0 sets no limit.",
        numbers=range(1_000_001),
    ),
    Setting(
        "SPARE_DISK_MB",
        "512",
        "Uploads are refused when less than this would stay free on the disk.",
        numbers=range(1_000_001),
    ),
    Setting(
        "MAX_HOURS", "6", "Longest recording that is accepted, in hours.", numbers=range(1, 25)
    ),
    Setting("WHISPER_MODEL", "base", "Model that writes recordings down."),
    Setting("WHISPER_MODEL_KK", "", "Model for Kazakh. Default: WHISPER_MODEL."),
    Setting("WHISPER_MODEL_RU", "", "Model for Russian. Default: WHISPER_MODEL."),
    Setting(
        "WHISPER_MODEL_MIXED",
        "",
        "Model for stretches in both. Default: that of the language heard more.",
    ),
    Setting(
        "WHISPER_MODEL_ROUTING",
        "",
        "Model, perhaps a small one, that tells languages apart. Default: WHISPER_MODEL.",
    ),
    Setting(
        "WHISPER_ENGINE",
        "faster-whisper",
        "What runs the models; openai-whisper needs the extra `openai`.",
        words=("faster-whisper", "openai-whisper"),
    ),
    Setting(
        "WHISPER_DEVICE",
        "auto",
        "A graphics card (cuda) or the processor; auto takes a card where there is one.",
        words=("auto", "cpu", "cuda"),
    ),
    Setting("WHISPER_COMPUTE", "auto", "Type of numbers: int8, float16 and so on."),
    Setting(
        "WHISPER_THREADS",
        "2",
        "Processor threads one transcription may use.",
        numbers=range(1, 257),
    ),
    Setting(
        "TRANSCRIPTIONS",
        "1",
        "Recordings this machine writes down at a time; 0 leaves that to others.",
        numbers=range(65),
    ),
    Setting("DICTIONARIES_DIR", "/usr/share/hunspell", "Folder of hunspell's dictionaries."),
    Setting("MODELS_DIR", "", "Folder of Whisper models. Default: models in the home folder."),
    Setting(
        "TRANSLATION_ENGINE",
        "none",
        "What drafts the other language: a translation model, Whisper's rough gist, or nothing.",
        words=("none", "ctranslate2", "whisper"),
    ),
    Setting("TRANSLATION_MODEL", "", "Folder of the translation model, by name or whole path."),
    Setting("TRANSLATION_MODEL_KK", "", "Model into Kazakh. Default: TRANSLATION_MODEL."),
    Setting("TRANSLATION_MODEL_RU", "", "Model into Russian. Default: TRANSLATION_MODEL."),
    Setting(
        "ALLOW_FAKE_ENGINE",
        "0",
        "For tests alone: a transcriber that invents nothing real.",
        words=("0", "1"),
    ),
    Setting(
        "SECOND_FACTOR",
        "required",
        "Staff codes by app: required or optional.",
        words=("required", "optional"),
    ),
    Setting(
        "IDLE_MINUTES",
        "30",
        "A staff session ends after so many quiet minutes.",
        numbers=range(1, 1441),
    ),
    Setting(
        "ABSOLUTE_HOURS",
        "12",
        "A staff session ends after so many hours in any case.",
        numbers=range(1, 169),
    ),
    Setting(
        "ARGON2",
        "strong",
        "Cost of passphrase hashing: strong, or weak for tests.",
        words=("strong", "weak"),
    ),
    Setting(
        "LOG_LEVEL",
        "INFO",
        "DEBUG, INFO, WARNING or ERROR.",
        words=("DEBUG", "INFO", "WARNING", "ERROR"),
    ),
)


@dataclass(frozen=True)
class Settings:
    """The settings in force, completed with defaults that follow from each other."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def number(self, name: str) -> int:
        """A setting as a whole number."""
        return int(self.values[name])

    @property
    def home(self) -> Path:
        return Path(self.values["HOME"])

    @property
    def demo(self) -> bool:
        """Whether staff may come in without a second key; real people's houses never say so."""
        return self.values["SECOND_FACTOR"] == "optional"

    @property
    def secure(self) -> bool:
        return self.values["BASE_URL"].startswith("https://")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and complete the settings; relative folders are made absolute.

    Raises UnsafeStart, in one sentence, for whatever would make the house unsafe.
    """
    source = os.environ if environment is None else environment
    values = {item.name: source.get(item.variable, "") or item.default for item in SETTINGS}
    home = Path(values["HOME"]).resolve()
    values["HOME"] = str(home)
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{home / 'stories.db'}"
    values["BLOBS_URL"] = values["BLOBS_URL"] or (home / "blobs").as_uri()
    values["QUEUE_URL"] = values["QUEUE_URL"] or f"sqlite:///{home / 'jobs.db'}"
    values["MODELS_DIR"] = values["MODELS_DIR"] or str(home / "models")
    _refuse_unknown(values)
    values["SECRET_KEY"] = safety.secret_key(values["SECRET_KEY"], values["SECRET_KEY_FILE"])
    safety.refuse_unsafe_address(values)
    return Settings(values)


def _refuse_unknown(values: Mapping[str, str]) -> None:
    for item in SETTINGS:
        value = values[item.name]
        if item.words and value not in item.words:
            raise UnsafeStart(f"{item.variable} must be {safety.one_of(item.words)}.")
        if item.numbers and not safety.is_number(value, item.numbers):
            least, most = item.numbers[0], item.numbers[-1]
            raise UnsafeStart(f"{item.variable} must be a whole number from {least} to {most}.")
