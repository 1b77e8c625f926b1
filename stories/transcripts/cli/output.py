"""A file that is there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click


class Output:
    """Takes the text once; it appears under its name when everything went well."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, text: str) -> None:
        """Keep the text, as UTF-8, beside the place where it shall be."""
        self.path.write_text(text, "utf-8", newline="\n")


@contextmanager
def whole_file(path: Path, source: Path) -> Iterator[Output]:
    """Give a place to write to, moved to `path` at the end; raises a ClickException.

    The place is made at once, so that nobody waits an hour to learn that the folder is missing.
    """
    if path.exists() and path.samefile(source):
        raise click.ClickException("The text would take the place of the sound itself.")
    if path.is_dir():
        raise click.ClickException(f"{path} is a folder; please name a file.")
    beside = _made_beside(path)
    try:
        yield Output(beside)
        _move(beside, path)
    finally:
        with suppress(OSError):
            beside.unlink()


def _made_beside(path: Path) -> Path:
    try:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    os.close(number)
    return Path(name)


def _move(beside: Path, path: Path) -> None:
    umask = os.umask(0)
    os.umask(umask)
    try:
        beside.chmod(0o666 & ~umask)
        beside.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> click.ClickException:
    return click.ClickException(f"{path} cannot be written: {error.strerror or error}.")
