"""``stories doctor``: what is set, what is found, what is missing."""

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from stories.foundation.settings import Setting, Settings

SECRET = {"SECRET_KEY"}
ENOUGH_BYTES = 1_000_000_000
REAL = "change it before real people come in"
SECOND = "set STORIES_BLOBS_COPY_URL to a folder on another disk or to s3://…"
LATE = "some were not compared in time: keep a worker running, or run stories fixity"


def examine(settings: Settings, table: Sequence[Setting]) -> dict[str, Any]:
    """Settings in force (secrets masked) and checks with a cure each."""
    shown = {
        item.variable: "(set)" if item.name in SECRET else masked(settings[item.name])
        for item in table
    }
    return {"settings": shown, "checks": [*_checks(settings)]}


def masked(value: str) -> str:
    """A setting as it may be shown."""
    # A password inside an address is nobody's business, nor is a key behind its question mark.
    if "://" not in value:
        return value
    before, _at, rest = value.rpartition("@")
    shown = f"…@{rest}" if "://" in before else value
    address, asks, _question = shown.partition("?")
    return f"{address}?…" if asks else address


def _checks(settings: Settings) -> list[dict[str, Any]]:
    model = Path(settings["MODELS_DIR"]) / settings["WHISPER_MODEL"] / "model.bin"
    free = shutil.disk_usage(settings.home).free
    return [
        _check("database", *_database()),
        _check("sound store", *_store()),
        _check(
            "Whisper model", model.exists(), f"stories models install {settings['WHISPER_MODEL']}"
        ),
        _check("translation model", *_translator(settings)),
        _check("files kept", *_files(settings)),
        _check("a second copy", bool(settings["BLOBS_COPY_URL"]), SECOND, demo=True),
        _check("disk space", free > ENOUGH_BYTES, "free at least 1 GB"),
        _check("ffmpeg", *_ffmpeg()),
        _check("mail", *_mail(settings), demo=not settings["SMTP_URL"]),
        _check("a proxy that is believed", *proxy(settings)),
        _check("second key for staff", not settings.demo, REAL, demo=True),
        _check("Whisper, not a stand-in", settings["ALLOW_FAKE_ENGINE"] == "0", REAL, demo=True),
    ]


def proxy(settings: Settings) -> tuple[bool, str]:
    """Over https somebody stands in front; unless believed, everybody has that one address."""
    cure = "set STORIES_PROXIES to the number of proxies, or strangers shut the sign-in for all"
    return not settings.secure or settings.number("PROXIES") > 0, cure


def _check(name: str, ok: bool, cure: str, *, demo: bool = False) -> dict[str, Any]:
    """One finding; ``demo`` marks what a demo may lack and a house of real people may not."""
    return {"name": name, "ok": ok, "cure": "" if ok else cure, "demo": demo}


def _translator(settings: Settings) -> tuple[bool, str]:
    """No engine is a choice; one that is chosen has its weights."""
    if settings["TRANSLATION_ENGINE"] != "ctranslate2":
        return True, ""
    usual = settings["TRANSLATION_MODEL"]
    names = {settings[f"TRANSLATION_MODEL_{into}"] or usual for into in ("KK", "RU")}
    folders = [Path(settings["MODELS_DIR"]) / name for name in names if name]
    whole = bool(folders) and all((folder / "model.bin").exists() for folder in folders)
    return whole, "set STORIES_TRANSLATION_MODEL to a folder with a model (docs/translating.md)"


def _database() -> tuple[bool, str]:
    from stories.foundation.errors import UnsafeStart
    from stories.foundation.shape import require_schema

    try:
        require_schema()
    except UnsafeStart as error:
        return False, str(error)
    except Exception as error:  # noqa: BLE001 - the doctor names whatever it meets
        return False, f"cannot be reached ({type(error).__name__})"
    return True, ""


def _store() -> tuple[bool, str]:
    from stories.foundation.blobs import blobs

    try:
        blobs().exists("doctor/probe")
    except Exception as error:  # noqa: BLE001 - the doctor names whatever it meets
        return False, f"cannot be reached ({type(error).__name__})"
    return True, ""


def _files(settings: Settings) -> tuple[bool, str]:
    from stories.foundation.clock import now
    from stories.foundation.db import unit_of_work
    from stories.foundation.fixity import ledger

    try:
        with unit_of_work(write=False):
            bad, last = len(ledger.broken()), ledger.oldest_look()
    except Exception as error:  # noqa: BLE001 - the doctor names whatever it meets
        return False, f"cannot be read ({type(error).__name__})"
    late = last is not None and now() - last > timedelta(days=settings.number("FIXITY_DAYS"))
    cure = f"{bad} are missing or changed: stories fixity names them" if bad else LATE
    return not bad and not late, cure


def _mail(settings: Settings) -> tuple[bool, str]:
    from stories.foundation.mail.address import read_server
    from stories.foundation.mail.line import ServerTrouble, knock

    server = read_server(settings.values)
    if server is None:
        return False, "set STORIES_SMTP_URL and STORIES_MAIL_FROM, or nobody is reminded"
    try:
        knock(server)
    except ServerTrouble as trouble:
        return False, f"the mail server does not let us in ({trouble.problem})"
    return True, ""


def _ffmpeg() -> tuple[bool, str]:
    import imageio_ffmpeg

    if shutil.which("ffmpeg"):
        return True, ""
    try:
        return bool(imageio_ffmpeg.get_ffmpeg_exe()), "install ffmpeg"
    except RuntimeError:
        return False, "install ffmpeg"


def _mark(item: dict[str, Any]) -> str:
    if item["ok"]:
        return "ok  "
    return "DEMO" if item["demo"] else "MISS"


def findings_as_text(findings: dict[str, Any]) -> str:
    """For a terminal."""
    lines = [f"{name}={value}" for name, value in findings["settings"].items()]
    lines += [
        f"{_mark(item)} {item['name']}" + (f" — {item['cure']}" if item["cure"] else "")
        for item in findings["checks"]
    ]
    return "\n".join(lines)
