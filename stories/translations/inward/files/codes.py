"""Languages as files name them. Pure."""

from typing import Final

from babel import Locale

from stories.transcripts.rules import LONGEST_CODE, UNKNOWN

NAMED: Final = {
    "kaz": "kk",
    "rus": "ru",
    "eng": "en",
    "kazakh": "kk",
    "russian": "ru",
    "qazaq": "kk",
    "қазақша": "kk",
    "қазақ": "kk",
    "казахский": "kk",
    "русский": "ru",
    "орысша": "ru",
}


def language_of(tag: str) -> str:
    """The code of a language by its tag (kk-KZ), three letters or name; empty if it is none."""
    name = tag.strip().lower()
    code = NAMED.get(name, name.replace("_", "-").partition("-")[0])
    code = NAMED.get(code, code)
    known = code == UNKNOWN or (len(code) <= LONGEST_CODE and code in Locale("en").languages)
    return code if known else ""
