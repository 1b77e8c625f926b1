"""The interface's words: collect them from the code, and watch that none lacks kk or ru.

Usage: python -m tools.catalogues extract|update|check|compile

extract   writes messages.pot from the code and the templates
update    does that, and brings its entries into the catalogues of kk, ru and en
check     fails, one line each, for every word that is missing, empty, fuzzy or not used any more
compile   writes the .mo files the programme reads
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.catalogue_rules import complaints

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "stories" / "translations" / "catalogs"
TEMPLATE = HERE / "messages.pot"
LOCALES = ("kk", "ru", "en")
TRANSLATED = ("kk", "ru")  # English words stand in the code itself
KEYWORDS = ("_l", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")
HEADER = """\
# The words of the interface; `python -m tools.catalogues update` brings new ones in.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
WORDLESS = ("node_modules", "var", "static", "build", "dist", "__pycache__")


def po_of(locale: str) -> Path:
    """Where the catalogue of `locale` is kept."""
    return HERE / locale / "LC_MESSAGES" / "messages.po"


def _may_hold_words(folder: str | os.PathLike[str]) -> bool:
    # Babel's own filter passes over names with an underscore, such as templates/_components.
    name = Path(folder).name
    return not name.startswith(".") and name not in WORDLESS


def collect() -> Catalog:
    """Return every text marked in the code and the templates, in the order of the files."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(KEYWORDS)}
    found = extract_from_dir(
        ROOT,
        methods,
        options,
        keywords,
        comment_tags=("Translators:",),
        directory_filter=_may_hold_words,
    )
    catalog = Catalog(charset="utf-8")
    for file, line, message, comments, context in sorted(found, key=lambda item: item[:2]):
        catalog.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return catalog


def read(path: Path, locale: str | None = None) -> Catalog:
    """Return the catalogue in the file `path`; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=locale, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def save(catalog: Catalog, path: Path) -> None:
    """Write `catalog` without line numbers and dates, which would change with every edit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(_header(catalog).encode())
        write_po(
            file, catalog, width=100, include_lineno=False, ignore_obsolete=True, omit_header=True
        )


def _header(catalog: Catalog) -> str:
    if catalog.locale is None:
        return HEADER + "\n"
    language = f'"Language: {catalog.locale}\\n"\n'
    return f'{HEADER}{language}"Plural-Forms: {catalog.plural_forms}\\n"\n\n'


def extract() -> int:
    """Write the template."""
    save(collect(), TEMPLATE)
    return 0


def update() -> int:
    """Write the template and bring it into every catalogue; new entries are empty, not guessed."""
    extract()
    for locale in LOCALES:
        catalog = read(po_of(locale), locale)
        catalog.update(collect(), no_fuzzy_matching=True)
        catalog.fuzzy = False
        save(catalog, po_of(locale))
    return 0


def key(message: Message) -> object:
    """What makes two messages the same entry."""
    return (message.context, message.id)


def stale_template(fresh: Catalog) -> Iterator[str]:
    """Tell whether the template in the checkout lags behind the code."""
    kept = {key(message) for message in read(TEMPLATE) if message.id}
    if kept != {key(message) for message in fresh if message.id}:
        yield "messages.pot lags behind the code: python -m tools.catalogues update"


def check() -> int:
    """Print what is wrong with the catalogues; 1 if anything is."""
    fresh = collect()
    wrong = list(stale_template(fresh))
    for locale in TRANSLATED:
        wrong += [f"{locale}: {line}" for line in complaints(fresh, read(po_of(locale), locale))]
    print("\n".join(wrong) or f"{len(fresh)} texts, complete in {' and '.join(TRANSLATED)}.")
    return 1 if wrong else 0


def compile_all() -> int:
    """Write the .mo file beside each .po file."""
    for locale in LOCALES:
        po = po_of(locale)
        if po.exists():
            with po.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(po, locale))
    return 0


VERBS: dict[str, Callable[[], int]] = {
    "extract": extract,
    "update": update,
    "check": check,
    "compile": compile_all,
}


def main(arguments: list[str]) -> int:
    """Run the verb named by `arguments`."""
    if len(arguments) != 1 or arguments[0] not in VERBS:
        print(__doc__, file=sys.stderr)
        return 2
    return VERBS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
