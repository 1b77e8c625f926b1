"""The house's own checklist, which stands in files by version."""

import tomllib
from functools import cache
from pathlib import Path

from stories.sessions.after.debrief.rules import Question, QuestionSet

HERE = Path(__file__).parent
NEWEST = 1


@cache
def house_set(version: int = NEWEST) -> QuestionSet:
    """The questions of a version; raises KeyError for one there never was."""
    if not 1 <= version <= NEWEST:
        raise KeyError(version)
    kept = tomllib.loads((HERE / f"house{version}.toml").read_text(encoding="utf-8"))
    return QuestionSet(version, tuple(Question(**one) for one in kept["question"]))
