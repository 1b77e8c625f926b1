"""Reading the content's files into its shapes."""

import json
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from stories.demo.content import shapes

FOLDER = Path(__file__).parent
FILES = ("organisations", "people", "sessions", "stories")
Row = dict[str, Any]
Shape = TypeVar("Shape")


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return shapes.Text(**value)
    return tuple(value) if isinstance(value, list) else value


def _built(shape: type[Shape], rows: list[Row]) -> tuple[Shape, ...]:
    return tuple(shape(**{name: _value(value) for name, value in row.items()}) for row in rows)


def _heard(row: Row) -> shapes.Recording:
    audio = FOLDER / "audio" / f"{row['key']}.opus"
    heard = json.loads(audio.with_suffix(".json").read_text(encoding="utf-8"))
    sentences = _built(shapes.Sentence, heard["sentences"])
    return shapes.Recording(
        **row, audio=audio, duration_ms=heard["duration_ms"], sentences=sentences
    )


def load_content() -> shapes.DemoContent:
    """Return the demo's content; raise `TypeError` or `KeyError` where a file is malformed."""
    rows: dict[str, list[Row]] = {}
    for name in FILES:
        rows |= tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return shapes.DemoContent(
        organisations=_built(shapes.Organisation, rows["organisations"]),
        staff=_built(shapes.Staff, rows["staff"]),
        people=_built(shapes.Person, rows["people"]),
        do_not_pair=_built(shapes.DoNotPair, rows["do_not_pair"]),
        relations=_built(shapes.Relation, rows["relations"]),
        facts=_built(shapes.Fact, rows["facts"]),
        sessions=_built(shapes.Session, rows["sessions"]),
        recordings=tuple(_heard(row) for row in rows["recordings"]),
        stories=_built(shapes.Story, rows["stories"]),
        collections=_built(shapes.Collection, rows["collections"]),
    )
