"""Forms of agreement as printable pages: empty, for one person, or with what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from babel.dates import format_date

from stories.foundation.typeset import typeset
from stories.people.documents import HERE, Document, Panel, Question, picture, words
from stories.people.models import Wording
from stories.people.rules import spaced

CHILDLIKE = frozenset({Wording.CHILD, Wording.PICTURES})


@dataclass(frozen=True)
class Answers:
    """What was answered: names of what was agreed to, the choices, and the end."""

    yes: frozenset[str]
    chosen: Mapping[str, str] = field(default_factory=dict)
    ends_on: date | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """A form for printing. ``people`` are pairs of a label's key and a name.

    ``address`` is where the code leads whoever is signed in; a form without a code is a sample.
    """

    document: Document
    people: tuple[tuple[str, str], ...] = ()
    code: str | None = None
    address: str | None = None
    answers: Answers | None = None


def printed(page: Page) -> bytes:
    """The PDF."""
    return typeset(_source(), _data(page))


@cache
def _source() -> str:
    return (HERE / "form.typ").read_text(encoding="utf-8")


def _data(page: Page) -> dict[str, Any]:
    form = page.document
    said = words(form.version, form.language)
    return {
        "words": dict(said),
        "language": form.language,
        "version": form.version,
        "form": f"{form.stage.value}-{form.wording.value}-{form.language}",
        "title": form.title,
        "lead": form.lead,
        "childlike": form.wording in CHILDLIKE,
        "people": [(said[key], name) for key, name in page.people],
        "parts": [{"heading": one.heading, "text": list(one.text)} for one in form.parts],
        "panels": [_panel(form, one) for one in form.panels],
        "faces": {name: picture(form.version, name) for name in ("yes", "no")},
        "asked": True,
        "questions": [_question(form, one, page.answers) for one in form.questions],
        "facts": [(said[key], value) for key, value in page.answers.facts] if page.answers else [],
        "signers": [] if page.answers else _signers(form, said),
        "code": spaced(page.code) if page.code else None,
        "qr": _qr(page.address) if page.address else None,
        "mark": _mark(page, said),
    }


def _mark(page: Page, said: Mapping[str, str]) -> str | None:
    if page.answers:
        return said["copy"]
    return None if page.code else said["sample"]


def _panel(form: Document, panel: Panel) -> dict[str, str]:
    return {"text": panel.text, "svg": picture(form.version, panel.name)}


def _question(form: Document, asked: Question, answers: Answers | None) -> dict[str, Any]:
    drawn = form.wording is Wording.PICTURES
    told = {"text": asked.text, "hint": asked.hint}
    if asked.name == "ends":
        return told | {"kind": "ends"} | _ends(form, answers)
    if asked.options:
        chosen = answers.chosen.get(asked.name) if answers else None
        options = [
            {"text": text, "ticked": name == chosen}
            | ({"svg": picture(form.version, name)} if drawn else {})
            for name, text in asked.options.items()
        ]
        return told | {"kind": "one", "options": options}
    yes = answers is not None and asked.name in answers.yes
    shown = {"svg": picture(form.version, asked.name)} if drawn else {}
    return told | shown | {"kind": "yes_no", "yes": yes, "no": answers is not None and not yes}


def _ends(form: Document, answers: Answers | None) -> dict[str, Any]:
    until = answers.ends_on if answers else None
    return {
        "never": answers is not None and until is None,
        "until": format_date(until, "long", locale=form.language) if until else "",
    }


def _signers(form: Document, said: Mapping[str, str]) -> list[dict[str, Any]]:
    own = said["mark"] if form.wording in CHILDLIKE else said["signature"]
    who = {
        Wording.ADULT: said["name"],
        Wording.REPRESENTATIVE: said["representative"],
        Wording.CHILD: said["child"],
        Wording.PICTURES: said["child"],
    }[form.wording]
    return [
        {"who": who, "lines": [said["name"], own, said["day"]]},
        {"who": said["explained"], "lines": [said["name"], said["signature"], said["telephone"]]},
    ]


def _qr(address: str) -> str:
    import segno

    drawn = BytesIO()
    segno.make(address, micro=False, error="m").save(
        drawn, kind="svg", border=1, xmldecl=False, svgns=True, dark="#000"
    )
    return drawn.getvalue().decode()
