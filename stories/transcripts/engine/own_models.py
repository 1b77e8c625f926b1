"""Models of one's own: a fine-tune in a folder, whose digest is taken at its first use."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.store import sha256_file

NEEDED: Final = ("config.json", "model.bin")
VOCABULARIES: Final = ("vocabulary.txt", "vocabulary.json", "tokenizer.json")


def own_path(models: Path, name: str) -> Path | None:
    """Where a model of one's own lies: an absolute path, or a name in the folder of models."""
    given = Path(name)
    if given.is_absolute():
        return given
    plain = bool(name) and name == given.name and not name.startswith(".")
    return models / name if plain and (models / name).exists() else None


def checked_digest(weights: Path) -> str:
    """The SHA-256 of the weights, which has to be what it was when they were first used.

    It is kept beside them, as `model.sha256` beside `model.bin`. The file is
    read again only when its size or time of change is another. Raises EngineFailed: model_changed.
    """
    kept = _kept(weights.with_suffix(".sha256"))
    facts = _facts(weights)
    if kept and _remembered(weights) == facts | {"sha256": kept}:
        return kept
    found = sha256_file(weights)
    if kept and found != kept:
        raise EngineFailed("model_changed", str(weights))
    return found


def keep_digest(weights: Path, digest: str) -> None:
    """Note the digest of weights that could be used, unless the folder may not be written to."""
    with suppress(OSError):
        if not weights.with_suffix(".sha256").exists():
            weights.with_suffix(".sha256").write_text(f"{digest}  {weights.name}\n", "utf-8")
        facts = _facts(weights) | {"sha256": digest}
        _marker(weights).write_text(json.dumps(facts), "utf-8")


def require_whole(folder: Path) -> None:
    """Raise EngineFailed unless the files of a CTranslate2 model are there."""
    if not folder.is_dir():
        raise EngineFailed("unknown_model", str(folder))
    lacking = [name for name in NEEDED if not (folder / name).is_file()]
    if lacking or not any((folder / name).is_file() for name in VOCABULARIES):
        raise EngineFailed("model_incomplete", f"{folder}: {lacking}")


def _marker(weights: Path) -> Path:
    return weights.with_name(f".{weights.stem}.checked.json")


def _kept(file: Path) -> str:
    with suppress(OSError, IndexError):
        return file.read_text("utf-8").split()[0]
    return ""


def _facts(weights: Path) -> dict[str, object]:
    found = weights.stat()
    return {"size": found.st_size, "changed": found.st_mtime_ns}


def _remembered(weights: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        found = json.loads(_marker(weights).read_text("utf-8"))
        if isinstance(found, dict):
            return found
    return {}
