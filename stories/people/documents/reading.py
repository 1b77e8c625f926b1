"""Reading a version's words from its folder."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from stories.people.models import Stage, Wording

HERE = Path(__file__).parent
LANGUAGES = ("kk", "ru", "en")
VERSIONS = tuple(sorted((item.name for item in HERE.iterdir() if item.name.isdigit()), key=int))
NEWEST = VERSIONS[-1]


@dataclass(frozen=True)
class Part:
    """A heading and the sentences below it."""

    heading: str
    text: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One thing that is asked on its own, with nothing ticked (DOMAIN C2, C7).

    ``name`` is a use, ``third_parties``, ``cross_border``, ``audience``, ``naming`` or ``ends``.
    ``options`` stand where the answer is one of several and not yes or no.
    """

    name: str
    text: str
    hint: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """A picture with few words, for those who do not read."""

    name: str
    text: str


@dataclass(frozen=True)
class Document:
    """One form in one language and version, with the operator's name in its place."""

    version: str
    language: str
    stage: Stage
    wording: Wording
    title: str
    lead: str
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    panels: tuple[Panel, ...]

    def asks(self, name: str) -> bool:
        """Whether the form has a question of that name."""
        return any(item.name == name for item in self.questions)


def document(
    version: str, language: str, stage: Stage, wording: Wording, operator: str
) -> Document:
    """A form's words; the picture version (``Wording.PICTURES``) asks what the child's form asks.

    Raises KeyError for a version or language there is not.
    """
    whole = _file(version, language)
    pictures = wording is Wording.PICTURES
    name = f"{stage.value}-{Wording.CHILD.value if pictures else wording.value}"
    form = whole["forms"][name]
    return Document(
        version=version,
        language=language,
        stage=stage,
        wording=wording,
        title=form["title"],
        lead=form["lead"],
        parts=tuple(_part(whole["parts"][key], operator) for key in form["parts"]),
        questions=tuple(Question(**item) for item in form["questions"]),
        panels=tuple(Panel(**item) for item in whole["pictures"][stage.value]) if pictures else (),
    )


def words(version: str, language: str) -> Mapping[str, str]:
    """The few words around a form: yes, no, name, signature and the like."""
    found: Mapping[str, str] = _file(version, language)["words"]
    return found


@cache
def picture(version: str, name: str) -> str:
    """A drawn line picture as SVG, in the colour of the text around it."""
    return (_folder(version) / "pictures" / f"{name}.svg").read_text(encoding="utf-8").strip()


@cache
def _file(version: str, language: str) -> dict[str, Any]:
    if language not in LANGUAGES:
        raise KeyError(language)
    return tomllib.loads((_folder(version) / f"{language}.toml").read_text(encoding="utf-8"))


def _folder(version: str) -> Path:
    if version not in VERSIONS:
        raise KeyError(version)
    return HERE / version


def _part(part: Mapping[str, Any], operator: str) -> Part:
    # Not str.format: an operator's name may hold braces, and a sentence stays what it is.
    return Part(part["heading"], tuple(one.replace("{operator}", operator) for one in part["text"]))
