"""Erasing what is held about one person: a plan that lists every row and file, and its doing.

Rooms tell what is theirs (``tell``) and where their files lie (``keeps_files``); whatever points
at a row that goes is found from the tables themselves, so that none can be forgotten. The plan is
what is shown, and what is shown is what is done (DOMAIN C8, X6).
"""

from stories.foundation.erasure.carry_out import carry_out
from stories.foundation.erasure.plan import Deed, Erasing, Plan, Touch, Wish
from stories.foundation.erasure.registry import (
    file_columns,
    held_back,
    hold,
    keeps_files,
    plan_for,
    tell,
)
from stories.foundation.erasure.touching import changed, gone, kept, without_words
from stories.foundation.erasure.words import Words

__all__ = [
    "Deed",
    "Erasing",
    "Plan",
    "Touch",
    "Wish",
    "Words",
    "carry_out",
    "changed",
    "file_columns",
    "gone",
    "held_back",
    "hold",
    "keeps_files",
    "kept",
    "plan_for",
    "tell",
    "without_words",
]
