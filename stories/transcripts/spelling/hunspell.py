"""The words that hunspell does not know, and what it would write instead.

Run as a program (hunspell(1)): its dictionaries are read in a tenth of a second and leave no
memory behind. Without it, without a dictionary, or when it fails, there are no hints.
"""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

DICTIONARIES = {"kk": "kk_KZ", "ru": "ru_RU"}
SECONDS = 10
MOST = 5


def dictionary(folder: Path, language: str) -> Path | None:
    """The dictionary of a language, without its ending; None if it or the program is missing."""
    name = DICTIONARIES.get(language)
    if name is None or shutil.which("hunspell") is None:
        return None
    path = folder / name
    whole = all(path.with_suffix(ending).is_file() for ending in (".aff", ".dic"))
    return path if whole else None


def ready(folder: Path) -> bool:
    """Whether there is a dictionary for one of our languages at least."""
    return any(dictionary(folder, language) for language in DICTIONARIES)


def unknown(folder: Path, language: str, words: Iterable[str]) -> set[str]:
    """Those of the words that the dictionary does not know."""
    return set(_ask(folder, language, "-l", words))


def suggestions(folder: Path, language: str, words: Sequence[str]) -> dict[str, list[str]]:
    """For each unknown word what is written like it, the likeliest first, five at most."""
    found: dict[str, list[str]] = {}
    # A caret keeps the program from taking a word for a command.
    for line in _ask(folder, language, "-a", (f"^{word}" for word in words)):
        kind, _, told = line.partition(" ")
        if kind == "&":
            found[told.split()[0]] = told.partition(": ")[2].split(", ")[:MOST]
        elif kind == "#":
            found[told.split()[0]] = []
    return found


def _ask(folder: Path, language: str, how: str, lines: Iterable[str]) -> list[str]:
    path = dictionary(folder, language)
    asked = "\n".join(lines)
    if path is None or not asked:
        return []
    command = ["hunspell", "-d", str(path), how, "-i", "utf-8"]
    try:
        done = subprocess.run(
            command, input=f"{asked}\n".encode(), capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode("utf-8", "replace").splitlines()
