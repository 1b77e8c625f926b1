"""A folder with a model for drafts: whether it is whole, of which kind, and what it knows."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from stories.transcripts.engine.errors import EngineFailed
from stories.translations.engine.kinds import KINDS, T5, Manner, kind_in

WEIGHTS, SAYS = "model.bin", "translation.json"
_NAMES: Final = ("shared_vocabulary", "source_vocabulary")
_LANGUAGES: Final = {"kk": "kk", "kaz": "kk", "ru": "ru", "rus": "ru"}
_WAY: Final = re.compile(r"(?<![a-z])(kk|kaz|ru|rus)[-_](kk|kaz|ru|rus)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Folder:
    """A model whose files are all there; ``pieces`` is its sentencepiece model."""

    path: Path
    manner: Manner
    pieces: Path
    tokens: frozenset[str]

    @property
    def weights(self) -> Path:
        return self.path / WEIGHTS

    def translates(self, source: str, target: str) -> bool:
        """Whether the model knows both languages and goes this way."""
        return self.manner.goes(source, target) and all(
            token in self.tokens for token in self.manner.needed(source, target)
        )


def opened(path: Path) -> Folder:
    """Look into a folder; raises EngineFailed: translator_missing, -_incomplete, not_translator.

    `translation.json` in it may say `kind`, `sentencepiece` (a file), `languages` (this model's
    names for ISO 639-1 codes), `prefix` (by target) and `directions` (such as `kk-ru`).
    """
    if not path.is_dir():
        raise EngineFailed("translator_missing", str(path))
    says = _says(path)
    lacking = [name for name in ("config.json", WEIGHTS) if not _filled(path / name)]
    if lacking:
        raise EngineFailed("translator_incomplete", f"{path}: {', '.join(lacking)}")
    tokens = _vocabulary(path)
    kind = str(says.get("kind") or "") or _class_of(path) or kind_in(tokens, path.name)
    if kind not in KINDS:
        raise EngineFailed("not_translator", f"{path}: kind {kind!r}")
    directions = says.get("directions") or _ways(path.name)
    if kind == T5 and not directions:
        raise EngineFailed("way_unknown", str(path))
    manner = Manner(kind, _texts(says, "languages"), _texts(says, "prefix"), frozenset(directions))
    return Folder(path, manner, _pieces(path, says), tokens)


def _says(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads((path / SAYS).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise EngineFailed("translator_incomplete", f"{SAYS}: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("directions", []), list):
        raise EngineFailed("not_translator", f"{SAYS} is no description")
    return found


def _texts(says: Mapping[str, Any], name: str) -> dict[str, str]:
    found = says.get(name) or {}
    if not isinstance(found, dict):
        raise EngineFailed("not_translator", f"{SAYS}: {name} is no object")
    return {str(key): str(value) for key, value in found.items()}


def _filled(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def _vocabulary(path: Path) -> frozenset[str]:
    for name in _NAMES:
        if (path / f"{name}.json").is_file():
            return _listed(path / f"{name}.json")
        if (path / f"{name}.txt").is_file():
            return frozenset((path / f"{name}.txt").read_text("utf-8").split("\n"))
    raise EngineFailed("translator_incomplete", f"{path}: vocabulary")


def _listed(file: Path) -> frozenset[str]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise EngineFailed("translator_incomplete", f"{file.name}: {error}") from error
    if not isinstance(found, list):
        raise EngineFailed("not_translator", f"{file.name} is no list")
    return frozenset(str(one) for one in found)


def _class_of(path: Path) -> str:
    """What a tokenizer's own settings tell, where they were copied along: SMaLL-100 alone does."""
    try:
        found = json.loads((path / "tokenizer_config.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    named = str(found.get("tokenizer_class", "")) if isinstance(found, dict) else ""
    return "small100" if named.casefold().startswith("small100") else ""


def _ways(name: str) -> list[str]:
    found = _WAY.search(name.casefold())
    return [f"{_LANGUAGES[found[1]]}-{_LANGUAGES[found[2]]}"] if found else []


def _pieces(path: Path, says: Mapping[str, Any]) -> Path:
    named = str(says.get("sentencepiece") or "")
    if named and Path(named).name != named:
        raise EngineFailed("not_translator", f"{SAYS}: {named} lies elsewhere")
    found = [path / named] if named else sorted(path.glob("*.model"))
    usable = [file for file in found if _filled(file)]
    if not usable:
        raise EngineFailed("translator_incomplete", f"{path}: sentencepiece model")
    return usable[0]
