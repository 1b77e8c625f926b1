"""The forms of agreement: their words in kk, ru and en, by version (DOMAIN C6, X10).

A version is never changed once it was in use, or a signed paper would no longer tell what was
agreed to: a change is a new folder beside the old one.
"""

from stories.people.documents.reading import (
    HERE,
    LANGUAGES,
    NEWEST,
    VERSIONS,
    Document,
    Panel,
    Part,
    Question,
    document,
    picture,
    words,
)

__all__ = [
    "HERE",
    "LANGUAGES",
    "NEWEST",
    "VERSIONS",
    "Document",
    "Panel",
    "Part",
    "Question",
    "document",
    "picture",
    "words",
]
