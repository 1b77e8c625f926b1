"""Requests and drafts as JSON, between the parent and the child that drafts."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stories.transcripts.engine.types import ModelUsed
from stories.translations.engine.types import Asked, Begun, Done, Drafted, Event, Passage

NAMES: dict[type[Event], str] = {Begun: "begun", Drafted: "drafted", Done: "done"}
_TYPES = {name: kind for kind, name in NAMES.items()}


def asked_to_json(asked: Asked) -> str:
    """One line."""
    audio = str(asked.audio) if asked.audio else None
    return json.dumps(asdict(asked) | {"models": str(asked.models), "audio": audio})


def asked_from_json(line: str) -> Asked:
    """What was asked; raises ValueError, KeyError or TypeError."""
    values = json.loads(line)
    values["models"] = Path(values["models"])
    values["audio"] = Path(values["audio"]) if values["audio"] else None
    values["passages"] = tuple(Passage(**one) for one in values["passages"])
    return Asked(**values)


def event_to_json(event: Event) -> str:
    """One line."""
    return json.dumps({"event": NAMES[type(event)]} | asdict(event), ensure_ascii=False)


def event_from_json(values: Mapping[str, Any]) -> Event:
    """The event of a line; raises KeyError or TypeError for anything else."""
    fields = {key: value for key, value in values.items() if key != "event"}
    if values["event"] == "begun":
        fields["models"] = {key: ModelUsed(**one) for key, one in fields["models"].items()}
    event: Event = _TYPES[values["event"]](**fields)
    return event
