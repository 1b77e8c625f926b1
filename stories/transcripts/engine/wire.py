"""Requests and events as JSON, between the parent and the child that runs Whisper."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stories.transcripts.engine.options import options_from_json
from stories.transcripts.engine.types import (
    Done,
    Event,
    ModelUsed,
    Planned,
    Progress,
    Request,
    SpokenSegment,
    WindowDone,
    Word,
)

NAMES: dict[type[Event], str] = {
    Progress: "progress",
    Planned: "plan",
    WindowDone: "window",
    Done: "done",
}
_TYPES = {name: kind for kind, name in NAMES.items()}


def request_to_json(request: Request, *, guarded: bool) -> str:
    """One line. `guarded` tells the child to end when its standard input is closed."""
    values = asdict(request) | {"guarded": guarded}
    return json.dumps(values | {"audio": str(request.audio), "models": str(request.models)})


def request_from_json(line: str) -> tuple[Request, bool]:
    """The request and whether it is guarded; raises ValueError, KeyError or TypeError."""
    values = json.loads(line)
    request = Request(
        audio=Path(values["audio"]),
        models=Path(values["models"]),
        options=options_from_json(values.get("options", {})),
        kept=int(values.get("kept", 0)),
        plan=str(values.get("plan", "")),
        threads=int(values.get("threads", 2)),
    )
    return request, bool(values.get("guarded", False))


def event_to_json(event: Event) -> str:
    """One line."""
    return json.dumps({"event": NAMES[type(event)]} | asdict(event), ensure_ascii=False)


def event_from_json(values: Mapping[str, Any]) -> Event:
    """The event of a line; raises KeyError or TypeError for anything else."""
    fields = {key: value for key, value in values.items() if key != "event"}
    if values["event"] == "window":
        fields["segments"] = tuple(segment_from_json(found) for found in fields["segments"])
    if values["event"] == "plan":
        used = fields.get("models", {})
        fields["models"] = {language: ModelUsed(**model) for language, model in used.items()}
        fields["options"] = options_from_json(fields.get("options", {}))
    event: Event = _TYPES[values["event"]](**fields)
    return event


def segment_from_json(values: Mapping[str, Any]) -> SpokenSegment:
    """A segment as `dataclasses.asdict` gave it."""
    words = tuple(Word(**word) for word in values["words"])
    more = {"words": words, "flags": tuple(values["flags"])}
    return SpokenSegment(**{**values, **more})
