"""What holds on every page of the house; read by a fast parser, for every answer is looked at."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

LANGUAGES = {"kk", "ru", "en"}
UNLABELLED = {"hidden", "submit", "button"}


def faults(html: str) -> list[str]:
    """What is wrong with a page: title, language, one h1, ids, labels, form actions, CSP."""
    page = LexborHTMLParser(html)
    return [*_head(page), *_ids(page), *_kept_apart(page), *_forms(page), *_labels(page)]


def _head(page: LexborHTMLParser) -> Iterator[str]:
    language = page.root.attributes.get("lang") if page.root else None
    if language not in LANGUAGES:
        yield f"language {language}"
    title = page.css_first("head > title")
    if title is None or not title.text().strip():
        yield "no title"
    if (count := len(page.css("h1"))) != 1:
        yield f"{count} h1"


def _ids(page: LexborHTMLParser) -> Iterator[str]:
    ids = [node.attributes["id"] for node in page.css("[id]")]
    if len(ids) != len(set(ids)):
        yield f"ids twice: {sorted({str(one) for one in ids if ids.count(one) > 1})}"


def _kept_apart(page: LexborHTMLParser) -> Iterator[str]:
    """Styles and scripts stand in files of their own, or the browser would refuse them."""
    if page.css("[style]"):
        yield "style attributes"
    if page.css("script:not([src])"):
        yield "inline script"
    for node in page.css("*"):
        if any(name.startswith("on") for name in node.attributes):
            yield f"a handler on {node.tag}"


def _forms(page: LexborHTMLParser) -> Iterator[str]:
    for form in page.css("form"):
        if not form.attributes.get("action"):
            yield "a form without an action"
        posts = (form.attributes.get("method") or "get").lower() == "post"
        if posts and not form.css("input[name=csrf_token]"):
            yield f"no token in the form to {form.attributes.get('action')}"


def _labels(page: LexborHTMLParser) -> Iterator[str]:
    labelled = {label.attributes.get("for") for label in page.css("label")} - {None}
    for node in page.css("input, select, textarea"):
        given = node.attributes
        told = given.get("aria-label") or given.get("aria-labelledby")
        named = told or given.get("id") in labelled or _inside(node, "label")
        if given.get("type") not in UNLABELLED and not named:
            yield f"no label for {node.html}"[:300]


def _inside(node: LexborNode, tag: str) -> bool:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above is not None
