"""Between what is known about a person and what stands in the fields of a form."""

import json
import re
from collections.abc import Mapping
from typing import Any

from stories.foundation.hours_field import hours_sent
from stories.people.models import AccessNeed, Generation, Interest, Readiness, Way, WayKind
from stories.people.services import Details, Seen

KNOWN_INTERESTS = frozenset(item.value for item in Interest)
BETWEEN_WAYS = ";"
BETWEEN_WORDS = re.compile(r"[,;\n]")
MOST_PRINTS = 4000  # letters; a form's own prints need a tenth of it
LONGEST_REVISION = 9  # digits


def typed(details: Details) -> dict[str, Any]:
    """The fields of the form, filled in with what is known."""
    ways = {kind: [way for way in details.ways if way.kind is kind] for kind in WayKind}
    best = next((way.kind for way in details.ways if way.preferred), None)
    own = [word for word in details.interests if word not in KNOWN_INTERESTS]
    return {
        **{field: getattr(details, field) for field in PLAIN},
        **{
            kind.value: f"{BETWEEN_WAYS} ".join(way.value for way in ways[kind]) for kind in WayKind
        },
        "generation": details.generation.value,
        "readiness": details.readiness.value,
        "pseudonym": details.pseudonym or "",
        "languages": list(details.languages),
        "access_needs": [need.value for need in details.access_needs],
        "preferred": best.value if best else "",
        "interests": [word for word in details.interests if word in KNOWN_INTERESTS],
        "own_interests": ", ".join(own),
        "free_hours": details.free_hours,
    }


PLAIN = (
    "name",
    "given_name",
    "patronymic",
    "surname",
    "birth_year",
    "birth_date",
    "needs_interpreter",
    "interpreter_language",
    "region",
    "reach_note",
    "access_note",
)


def read(data: Mapping[str, Any]) -> Details:
    """What was filled in, for the service."""
    return Details(
        generation=Generation(data["generation"]),
        name=data["name"] or "",
        given_name=data["given_name"] or "",
        patronymic=data["patronymic"] or "",
        surname=data["surname"] or "",
        pseudonym=data["pseudonym"] or None,
        birth_year=data["birth_year"],
        birth_date=data["birth_date"],
        languages=tuple(data["languages"] or ()),
        needs_interpreter=bool(data["needs_interpreter"]),
        interpreter_language=data["interpreter_language"] or "",
        region=data["region"] or "",
        ways=_ways(data),
        reach_note=data["reach_note"] or "",
        access_needs=tuple(AccessNeed(need) for need in data["access_needs"] or ()),
        access_note=data["access_note"] or "",
        interests=(*(data["interests"] or ()), *BETWEEN_WORDS.split(data["own_interests"] or "")),
        free_hours=data["free_hours"],
        readiness=Readiness(data["readiness"]),
    )


def _ways(data: Mapping[str, Any]) -> tuple[Way, ...]:
    return tuple(
        Way(kind, value, preferred=data["preferred"] == kind.value)
        for kind in WayKind
        for value in (data[kind.value] or "").split(BETWEEN_WAYS)
    )


def sent(details: Details) -> list[tuple[str, str]]:
    """The same as a browser would send it: names and values of hidden fields."""
    pairs: list[tuple[str, str]] = []
    for name, value in typed(details).items():
        if name == "free_hours":
            pairs += hours_sent(name, value)
        elif isinstance(value, list):
            pairs += [(name, str(item)) for item in value]
        elif value is True:
            pairs.append((name, "y"))
        elif value not in {None, False, ""}:
            pairs.append((name, str(value)))
    return pairs


def seen_told(seen: Seen) -> dict[str, str]:
    """What a form was made from, as it carries it along."""
    return {"revision": str(seen.revision), "prints": json.dumps(dict(seen.prints))}


def seen_read(revision: str | None, prints: str | None) -> Seen:
    """The same, read back; what cannot be read was made from nothing that is known."""
    number = revision or ""
    plain = number.isascii() and number.isdigit() and len(number) <= LONGEST_REVISION
    return Seen(int(number) if plain else None, _prints(prints or ""))


def _prints(text: str) -> dict[str, str]:
    try:
        found = json.loads(text[:MOST_PRINTS])
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}
