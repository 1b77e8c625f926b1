"""ELAN annotation documents: tiers of what was said, and what depends on them.

No document type is allowed in one, so no entity can grow or reach outside.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from stories.translations.inward.files.codes import language_of
from stories.translations.inward.files.lines import Fault, Found, Line, Unreadable, in_order
from stories.translations.inward.files.words import folded, states

ROOT: Final = "ANNOTATION_DOCUMENT"
BROKEN = _l("This ELAN file is damaged: it breaks off or its marks do not fit together.")
OTHER_XML = _l("This is an XML file, but none that ELAN made.")
WITH_TYPE = _l("This XML file brings definitions of its own. Save it once more with ELAN.")
_TRANSLATED = re.compile("transl|перевод|аудар", re.IGNORECASE)
_NAME = re.compile(r"(?:\w{2,3}(?: \d+)?|default)", re.IGNORECASE)


@dataclass
class _Tier:
    """A tier with its annotations by name; ``notes`` are (name, element, text)."""

    name: str
    above: str
    kind: str
    language: str
    speaker: str
    place: int
    notes: list[tuple[str, Any, str]] = field(default_factory=list)


def read(data: bytes) -> Found:
    """The lines of all tiers; raises Unreadable."""
    root = _root(data)
    slots = {one.get("TIME_SLOT_ID"): one.get("TIME_VALUE") for one in root.iter("TIME_SLOT")}
    tiers = _tiers(root)
    faults: list[Fault] = []
    below = _below(tiers, faults)
    tops = [tier for tier in tiers.values() if not tier.above]
    lines = [
        replace(line, **below.get(name, {}))
        for tier in tops
        for name, line in _lines(tier, slots, faults, named=len(tops) > 1)
    ]
    return in_order("eaf", lines, faults)


def _root(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(BROKEN) from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable(WITH_TYPE)
    if root.tag != ROOT:
        raise Unreadable(OTHER_XML)
    return root


def _tiers(root: Any) -> dict[str, _Tier]:
    languages = {one.get("LANG_ID"): _language(one) for one in root.iter("LANGUAGE")}
    found: dict[str, _Tier] = {}
    for tier in root.iter("TIER"):
        ref = tier.get("LANG_REF") or ""
        language = (
            languages.get(ref) or language_of(ref) or language_of(tier.get("DEFAULT_LOCALE") or "")
        )
        row = _Tier(
            tier.get("TIER_ID") or "",
            tier.get("PARENT_REF") or "",
            tier.get("LINGUISTIC_TYPE_REF") or "",
            language,
            " ".join((tier.get("PARTICIPANT") or "").split()),
            tier.sourceline or 1,
        )
        for note in tier.iter("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            value = note.find("ANNOTATION_VALUE")
            text = "" if value is None else "".join(value.itertext())
            row.notes.append((note.get("ANNOTATION_ID") or "", note, text))
        found[row.name] = row
    return found


def _language(one: Any) -> str:
    told = (
        one.get("LANG_ID"),
        one.get("LANG_DEF"),
        *re.split(r"[^\w-]+", one.get("LANG_LABEL") or ""),
    )
    return next(filter(None, (language_of(word or "") for word in told)), "")


def _lines(
    tier: _Tier, slots: Mapping[str, str], faults: list[Fault], *, named: bool
) -> Iterator[tuple[str, Line]]:
    speaker = tier.speaker
    if not speaker and named and not _NAME.fullmatch(tier.name):
        speaker = " ".join(tier.name.split())
    for name, note, text in tier.notes:
        times = [_time(slots, note.get(f"TIME_SLOT_REF{which}")) for which in (1, 2)]
        place = note.sourceline or tier.place
        if times[0] is None or times[1] is None:
            faults.append(Fault(place, "no_time"))
            continue
        yield name, Line(place, times[0], times[1], text, tier.language, speaker)


def _time(slots: Mapping[str, str], name: str | None) -> int | None:
    value = slots.get(name or "") or ""
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else None


def _below(tiers: Mapping[str, _Tier], faults: list[Fault]) -> dict[str, dict[str, Any]]:
    """What depending tiers add to a line, by the name of its annotation."""
    found: dict[str, dict[str, Any]] = {}
    translated: dict[str, str] = {}
    depending = [tier for tier in tiers.values() if tier.above]
    for tier in sorted(depending, key=_is_state):
        above = tiers.get(tier.above)
        if _is_state(tier):
            _note_states(tier, found, translated)
        elif above is not None and not above.above and _is_translation(tier, above):
            for name, note, text in tier.notes:
                line = note.get("ANNOTATION_REF") or ""
                translated[name] = line
                told = found.setdefault(line, {})
                told |= {"other": text, "other_language": tier.language, "state": "draft"}
        else:
            faults.append(Fault(tier.place, "other_tier"))
    return found


def _is_state(tier: _Tier) -> bool:
    words = {folded(text) for _, _, text in tier.notes}
    return bool(words) and words <= states().keys()


def _is_translation(tier: _Tier, above: _Tier) -> bool:
    if tier.language and above.language:
        return tier.language != above.language
    return bool(_TRANSLATED.search(f"{tier.name} {tier.kind}"))


def _note_states(
    tier: _Tier, found: dict[str, dict[str, Any]], translated: Mapping[str, str]
) -> None:
    for _, note, text in tier.notes:
        about, state = note.get("ANNOTATION_REF") or "", states()[folded(text)]
        if about in translated:
            found[translated[about]]["state"] = state
        elif state == "checked":
            found.setdefault(about, {})["checked"] = True
