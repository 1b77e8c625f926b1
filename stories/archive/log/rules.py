"""What kinds of action there are, and how a line leaves the house. Pure."""

import enum
from collections.abc import Iterable

MARKS_OF_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Group(enum.StrEnum):
    """Kinds of action, as DOMAIN X3 names them."""

    VIEWS = "views"
    CHANGES = "changes"
    EXPORTS = "exports"
    DENIALS = "denials"
    SIGN_INS = "sign_ins"


LOOKING = {"viewed", "listened", "heard", "read", "opened", "searched", "looked"}
TAKING = {"exported", "downloaded", "printed", "fetched", "backed"}
REFUSED = {"denied"}
COMING_IN = {
    "accounts.code_refused",
    "accounts.joined",
    "accounts.recovery_code_used",
    "accounts.sign_in_failed",
    "accounts.sign_ins_ended",
    "accounts.signed_in",
    "accounts.signed_out",
    "people.pin_refused",
    "reading.pin_refused",
}
NOT_LOOKING = {"sessions.opened"}  # opening a session lets people in, it shows nobody anything


def group_of(action: str) -> Group:
    """The kind an action belongs to, by the verb in its code; what is none else is a change."""
    words = set(action.partition(".")[2].split("_"))
    if words & REFUSED:
        return Group.DENIALS
    if action in COMING_IN:
        return Group.SIGN_INS
    if words & TAKING:
        return Group.EXPORTS
    if words & LOOKING and action not in NOT_LOOKING:
        return Group.VIEWS
    return Group.CHANGES


def by_group(actions: Iterable[str]) -> dict[Group, list[str]]:
    """Actions under their kinds, in the order the kinds are told."""
    found: dict[Group, list[str]] = {group: [] for group in Group}
    for action in actions:
        found[group_of(action)].append(action)
    return found


def harmless(cell: object) -> str:
    """A cell no table program takes for a formula (OWASP: CSV injection)."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(MARKS_OF_A_FORMULA) else text
