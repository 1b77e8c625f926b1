"""Our own JSON, as `out/as_json.py` draws it. Pure."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.incoming import typed
from stories.translations.inward.files.codes import language_of
from stories.translations.inward.files.lines import Fault, Found, Line, Unreadable, in_order

OTHER_JSON = _l("This JSON is none of ours: it has no list of segments.")
_MOST_SECONDS = 1_000_000
_STATES = ("draft", "confirmed", "stale")


def read(told: object) -> Found:
    """The segments; each is counted from 1. Raises Unreadable."""
    segments = told.get("segments") if isinstance(told, dict) else None
    if not isinstance(segments, list):
        raise Unreadable(OTHER_JSON)
    faults: list[Fault] = []
    return in_order("json", _lines(segments, faults), faults)


def _lines(segments: list[Any], faults: list[Fault]) -> Iterator[Line]:
    for place, told in enumerate(segments, 1):
        if not isinstance(told, dict):
            faults.append(Fault(place, "no_time"))
            continue
        start_ms, end_ms = _time(told.get("start")), _time(told.get("end"))
        if start_ms is None or end_ms is None:
            faults.append(Fault(place, "bad_time"))
            continue
        language = language_of(_word(told, "language"))
        speaker = " ".join(_word(told, "speaker").split())
        line = Line(place, start_ms, end_ms, _word(told, "text"), language, speaker)
        # an approval is given in the house or nowhere: what was approved comes as corrected
        checked = told.get("checked") is True or _word(told, "state") in {"corrected", "approved"}
        line = replace(line, checked=checked)
        beside = told.get("translation")
        yield replace(line, **_other(beside)) if isinstance(beside, dict) else line


def _other(told: Mapping[str, Any]) -> dict[str, Any]:
    text, state = _word(told, "text"), _word(told, "state")
    if not text:
        return {}
    known = {"other": text, "other_language": language_of(_word(told, "language"))}
    return known | {"state": state if state in _STATES else "draft"}


def _word(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    # A lone surrogate is no letter; no database could keep it.
    return str(typed(value.encode("utf-8", "ignore").decode())) if isinstance(value, str) else ""


def _time(value: object) -> int | None:
    """Seconds as milliseconds."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    fits = math.isfinite(value) and abs(value) < _MOST_SECONDS
    return round(value * 1000) if fits else None
