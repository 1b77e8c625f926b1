"""Both languages as JSON, for other programs; times are seconds."""

import json

from stories.translations.out.pairs import Pair, Script


def draw(script: Script) -> bytes:
    """An object with ``label``, ``number`` and ``segments``."""
    told = {
        "number": script.number,
        "label": script.label,
        "segments": [_segment(pair) for pair in script.pairs],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _segment(pair: Pair) -> dict[str, object]:
    found: dict[str, object] = {
        "start": pair.start_ms / 1000,
        "end": pair.end_ms / 1000,
        "speaker": pair.speaker,
        "language": pair.language,
        "text": pair.text,
        "state": pair.stage,
        "checked": pair.checked,
        "label": pair.mark,
        "flags": list(pair.flags),
    }
    if pair.other_text:
        told = {"state": pair.state, "label": pair.doubt}
        found["translation"] = {"language": pair.other_language, "text": pair.other_text} | told
    return found
