"""What a catalogue entry must satisfy: pure functions over Babel's catalogues."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
DAY_AND_DOT = re.compile(r"%\((?:day|at)\)s\.(?:\s|$)")  # a Russian day ends in «г.» already
PAIR = 2


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    text = message.string
    return (text,) if isinstance(text, str) else tuple(text or ())


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _bad_placeholders(message: Message) -> bool:
    """Tell whether a form lost or invented a placeholder.

    Only where a language has just two forms may the first do without the number: it says "one".
    """
    wanted = _placeholders(_ids(message)[-1])
    forms = _forms(message)
    one, rest = (forms[:1], forms[1:]) if len(forms) == PAIR else ((), forms)
    return any(_placeholders(form) != wanted for form in rest) or any(
        not _placeholders(form) <= wanted for form in one
    )


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _two_dots(message: Message) -> bool:
    return any(DAY_AND_DOT.search(form) for form in _forms(message))


def flaw(message: Message, plurals: int) -> str:
    """Name what is wrong with a translated entry; an empty string when nothing is."""
    forms = _forms(message)
    if not forms or not all(form.strip() for form in forms):
        return "empty"
    if message.fuzzy:
        return "fuzzy"
    if message.pluralizable and len(forms) != plurals:
        return f"needs {plurals} plural forms"
    if _bad_placeholders(message):
        return "placeholders differ"
    if any(_edges(form) != _edges(_ids(message)[0]) for form in forms):
        return "spaces at the ends differ"
    return ""


def complaints(fresh: Catalog, translated: Catalog) -> Iterator[str]:
    """Yield a line for each entry that `translated` lacks, has wrong, or has for nothing."""
    for message in fresh:
        if not message.id:
            continue
        found = translated.get(_ids(message)[0], message.context)
        wrong = flaw(found, translated.num_plurals) if found else "missing"
        if not wrong and found and str(translated.locale) == "ru" and _two_dots(found):
            wrong = "a day would end in two dots"
        if wrong:
            yield f"{wrong}: {_ids(message)[0]!r}"
    for message in translated:
        if message.id and not fresh.get(_ids(message)[0], message.context):
            yield f"not used any more: {_ids(message)[0]!r}"
