"""Every model a person may name: the known ones, and folders such as fine-tunes."""

from pathlib import Path

from stories.transcripts.engine.known_models import FILES, MODELS
from stories.transcripts.engine.store import is_installed

WEIGHTS = "model.bin"
Row = dict[str, object]


def models_in(folder: Path) -> list[Row]:
    """The known models in their order, then the folder's own by name; sizes in bytes."""
    return [*(_known(folder, name) for name in MODELS), *(_own(one) for one in _folders(folder))]


def _known(folder: Path, name: str) -> Row:
    here = is_installed(folder, name)
    state = "installed" if here else "not installed"
    return {
        "name": name,
        "installed": here,
        "state": state,
        "bytes": MODELS[name].size,
        "sha256": MODELS[name].sha256,
        "own": False,
    }


def _folders(folder: Path) -> list[Path]:
    try:
        found = [one for one in folder.iterdir() if (one / WEIGHTS).is_file()]
    except OSError:
        return []
    return sorted(one for one in found if one.name not in MODELS and not one.name.startswith("."))


def _own(folder: Path) -> Row:
    missing = [file for file in FILES if not _there(folder, file)]
    return {
        "name": folder.name,
        "installed": not missing,
        "state": "own folder" if not missing else f"lacks {', '.join(missing)}",
        "bytes": (folder / WEIGHTS).stat().st_size,
        "sha256": "",
        "own": True,
    }


def _there(folder: Path, file: str) -> bool:
    """Whether the file is there; a vocabulary may also be JSON."""
    names = (file, "vocabulary.json") if file == "vocabulary.txt" else (file,)
    return any((folder / name).is_file() for name in names)
