"""The words of a caption out of their markup. Pure."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from stories.translations.inward.files.codes import language_of

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>c|i|b|u|s|ruby|rt|v|lang|font|)"
    r"(?P<classes>(?:\.[^\s<>.]+)*)(?:[ \t\n]+(?P<about>[^<>]*))?/?>|<[\d:.]+>",
    re.IGNORECASE,
)
_FORM = re.compile(r"</?(?:[bius]|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|#123);")
_SAID = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&#123;": "{"}


@dataclass
class Told:
    """What a caption says: words with their language and classes, and those of another language."""

    speaker: str = ""
    text: str = ""
    language: str = ""
    classes: set[str] = field(default_factory=set)
    other: str = ""
    other_language: str = ""
    other_classes: set[str] = field(default_factory=set)


@dataclass
class _Span:
    text: str
    language: str
    classes: set[str]


def told_in_vtt(text: str) -> Told:
    """Words of WebVTT. A second language becomes the translation; of more, all stay together."""
    told = Told()
    spans = [span for span in _spans(text, told) if span.text.strip()]
    languages = list(dict.fromkeys(span.language for span in spans))
    beside = languages[1] if len(languages) == len({*languages, ""} - {""}) == _TWO else ""
    for span in spans:
        if beside and span.language == beside:
            told.other += span.text
            told.other_classes |= span.classes
        else:
            told.text += span.text
            told.classes |= span.classes
    told.language, told.other_language = languages[0] if languages else "", beside
    told.text, told.other = told.text.strip(), told.other.strip()
    return told


_TWO = 2


def _spans(text: str, told: Told) -> Iterator[_Span]:
    open_tags: list[tuple[str, str, set[str]]] = []
    at = 0
    for tag in _TAG.finditer(text):
        yield _span(text[at : tag.start()], open_tags)
        at = tag.end()
        name = (tag["name"] or "").lower()
        if tag["end"]:
            _close(open_tags, name)
        elif name in {"c", "lang", "v"}:
            about = html.unescape((tag["about"] or "").strip())
            open_tags.append((name, about, set((tag["classes"] or "").split(".")) - {""}))
            if name == "v" and not told.speaker:
                told.speaker = " ".join(about.split())
    yield _span(text[at:], open_tags)


def _span(text: str, open_tags: list[tuple[str, str, set[str]]]) -> _Span:
    languages = [about for name, about, _ in open_tags if name == "lang"]
    classes = set().union(*(found for _, _, found in open_tags))
    return _Span(html.unescape(text), language_of(languages[-1]) if languages else "", classes)


def _close(open_tags: list[tuple[str, str, set[str]]], name: str) -> None:
    """Close the last of that name; what was opened inside of it ends there too."""
    for place in range(len(open_tags) - 1, -1, -1):
        if open_tags[place][0] == name:
            del open_tags[place:]
            return


def told_in_srt(text: str) -> str:
    """Words of SubRip: without the marks players know, and signs that stood for such marks."""
    bare = _FORM.sub("", text)
    return _ENTITY.sub(lambda found: _SAID[found[0]], bare).strip()
