"""Both languages as an ELAN annotation document (EAF 3.0, archive.mpi.nl/tla/elan).

A tier for each speaker and language, its translation in a tier that depends on it; so a line and
its translation stay together, and no two lines of one tier overlap. A tier of its own below each
says of every single line whether somebody has checked it (DOMAIN R8).
"""

from collections import defaultdict
from datetime import datetime
from itertools import count
from xml.etree import ElementTree as ET

from stories.translations.out.pairs import Pair, Script, printable

SAID, TRANSLATED, STATE = "said", "translated", "state"
STEREOTYPE = "Symbolic_Association"
SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CODES = {"kk": "kaz", "ru": "rus"}
_NAMES = {"kk": "Kazakh", "ru": "Russian"}
Tiers = dict[tuple[str, str, int], list[Pair]]


def draw(script: Script, at: datetime) -> bytes:
    """The document; ``at`` is when it was made."""
    ET.register_namespace("xsi", _XSI)
    root = ET.Element("ANNOTATION_DOCUMENT", _facts(at))
    header = ET.SubElement(root, "HEADER", {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"})
    if script.label:
        ET.SubElement(header, "PROPERTY", {"NAME": "label"}).text = printable(script.label)
    order = ET.SubElement(root, "TIME_ORDER")
    drawing = _Drawing(root, order)
    for key, pairs in _tiers(script.pairs).items():
        drawing.tier(key, pairs)
    _types(root)
    for language in dict.fromkeys(pair.language for pair in script.pairs):
        _language(root, language)
    known = {pair.language for pair in script.pairs}
    for language in dict.fromkeys(pair.other_language for pair in script.pairs if pair.other_text):
        if language not in known:
            _language(root, language)
    note = {"STEREOTYPE": STEREOTYPE, "DESCRIPTION": "1-1 association with a parent annotation"}
    ET.SubElement(root, "CONSTRAINT", note)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _facts(at: datetime) -> dict[str, str]:
    return {
        "AUTHOR": "",
        "DATE": at.isoformat(timespec="seconds"),
        "FORMAT": "3.0",
        "VERSION": "3.0",
        f"{{{_XSI}}}noNamespaceSchemaLocation": SCHEMA,
    }


def _tiers(pairs: tuple[Pair, ...]) -> Tiers:
    """Lines by speaker, language and, where such lines overlap, a further place."""
    found: Tiers = defaultdict(list)
    for pair in sorted(pairs, key=lambda one: one.start_ms):
        for place in count(1):
            there = found[pair.speaker, pair.language, place]
            if not there or there[-1].end_ms <= pair.start_ms:
                there.append(pair)
                break
    return found


class _Drawing:
    """Numbers what is drawn: slots of time and annotations."""

    def __init__(self, root: ET.Element, order: ET.Element) -> None:
        self.root, self.order = root, order
        self.slots, self.notes = count(1), count(1)

    def tier(self, key: tuple[str, str, int], pairs: list[Pair]) -> None:
        speaker, language, place = key
        words = (printable(speaker), language, str(place) if place > 1 else "")
        name = " ".join(filter(None, words))
        facts = {"TIER_ID": name, "LINGUISTIC_TYPE_REF": SAID, "LANG_REF": language}
        if speaker:
            facts["PARTICIPANT"] = printable(speaker)
        tier = ET.SubElement(self.root, "TIER", facts)
        lines = [(self._said(tier, pair), pair) for pair in pairs]
        told = [(note, pair.standing) for note, pair in lines if pair.standing]
        self._below(name, facts, f"{name} · {STATE}", STATE, told)
        self._translated(name, facts, [(note, pair) for note, pair in lines if pair.other_text])

    def _said(self, tier: ET.Element, pair: Pair) -> str:
        note = f"a{next(self.notes)}"
        facts = {
            "ANNOTATION_ID": note,
            "TIME_SLOT_REF1": self._slot(pair.start_ms),
            "TIME_SLOT_REF2": self._slot(max(pair.end_ms, pair.start_ms + 1)),
        }
        _value(tier, "ALIGNABLE_ANNOTATION", facts, pair.text)
        return note

    def _translated(self, name: str, above: dict[str, str], lines: list[tuple[str, Pair]]) -> None:
        if not lines:
            return
        language = lines[0][1].other_language
        tier = f"{name} → {language}"
        facts = above | {"LANG_REF": language}
        said = [(note, pair.other_text) for note, pair in lines]
        notes = self._below(name, facts, tier, TRANSLATED, said)
        states = [(note, one.other_standing) for note, (_, one) in zip(notes, lines, strict=True)]
        self._below(tier, facts, f"{tier} · {STATE}", STATE, [one for one in states if one[1]])

    def _below(
        self, above: str, facts: dict[str, str], name: str, kind: str, told: list[tuple[str, str]]
    ) -> list[str]:
        """A tier of which each annotation belongs to one above; their names."""
        if not told:
            return []
        facts = facts | {"TIER_ID": name, "LINGUISTIC_TYPE_REF": kind, "PARENT_REF": above}
        if kind == STATE:
            facts.pop("LANG_REF")  # it is in the language of whoever took the file away
        tier = ET.SubElement(self.root, "TIER", facts)
        notes = []
        for note, text in told:
            refers = {"ANNOTATION_ID": f"a{next(self.notes)}", "ANNOTATION_REF": note}
            _value(tier, "REF_ANNOTATION", refers, text)
            notes.append(refers["ANNOTATION_ID"])
        return notes

    def _slot(self, at: int) -> str:
        name = f"ts{next(self.slots)}"
        ET.SubElement(self.order, "TIME_SLOT", {"TIME_SLOT_ID": name, "TIME_VALUE": str(at)})
        return name


def _value(tier: ET.Element, kind: str, facts: dict[str, str], text: str) -> None:
    holder = ET.SubElement(ET.SubElement(tier, "ANNOTATION"), kind, facts)
    ET.SubElement(holder, "ANNOTATION_VALUE").text = printable(text)


def _types(root: ET.Element) -> None:
    said = {"LINGUISTIC_TYPE_ID": SAID, "TIME_ALIGNABLE": "true", "GRAPHIC_REFERENCES": "false"}
    ET.SubElement(root, "LINGUISTIC_TYPE", said)
    for name in (TRANSLATED, STATE):
        other = said | {"LINGUISTIC_TYPE_ID": name, "TIME_ALIGNABLE": "false"}
        ET.SubElement(root, "LINGUISTIC_TYPE", other | {"CONSTRAINTS": STEREOTYPE})


def _language(root: ET.Element, language: str) -> None:
    facts = {"LANG_ID": language, "LANG_DEF": _CODES.get(language, language)}
    ET.SubElement(root, "LANGUAGE", facts | {"LANG_LABEL": _NAMES.get(language, language)})
