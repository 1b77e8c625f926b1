"""Somebody entered twice who sat in one session twice."""

from collections.abc import Mapping
from typing import Any

from stories.sessions.models import Part


def one_attendance(stays: Mapping[str, Any], goes: Mapping[str, Any]) -> dict[str, Any]:
    """Who told stays a narrator; who was audible in either seat is audible (DOMAIN C5)."""
    came = {stays["came"], goes["came"]}
    changes: dict[str, Any] = {"came": True if True in came else None if None in came else False}
    if Part.NARRATOR in {stays["part"], goes["part"]}:
        changes["part"] = Part.NARRATOR
    return changes
