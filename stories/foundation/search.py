"""The index: rooms hand it their documents, the reading room and the archive ask it.

``folded`` forgives Kazakh letters (ә→а, қ→к …) and ё→е, so that «аселя» finds «Әселя».
"""

import re
import unicodedata
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select

from stories.foundation.db import db
from stories.foundation.models import SearchDocument

FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие")
WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Lower case without Kazakh letters, accents or punctuation; words parted by one space."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(FOLD)
    return " ".join(WORD.findall(plain))


@dataclass(frozen=True)
class Document:
    """A text to be found: what it is, whose it is, and in which language (ISO 639-1)."""

    organisation_id: uuid.UUID
    kind: str
    subject_id: uuid.UUID
    language: str
    title: str
    body: str


def put(document: Document) -> None:
    """Make a document findable; replaces an older text of the same thing and language."""
    remove(document.kind, document.subject_id, document.language)
    db.session.add(
        SearchDocument(
            organisation_id=document.organisation_id,
            kind=document.kind,
            subject_id=document.subject_id,
            language=document.language,
            title=document.title,
            body=document.body,
            folded=fold(f"{document.title} {document.body}"),
        )
    )


def remove(kind: str, subject_id: uuid.UUID, language: str | None = None) -> None:
    """Forget a document at once, in one language or all."""
    where = [SearchDocument.kind == kind, SearchDocument.subject_id == subject_id]
    if language:
        where.append(SearchDocument.language == language)
    db.session.execute(delete(SearchDocument).where(*where))
    db.session.flush()


def matching(words: str) -> ColumnElement[bool]:
    """The condition that every word of a query begins some word of the document."""
    tokens = fold(words).split()
    padded = " " + SearchDocument.folded
    condition: ColumnElement[bool] = SearchDocument.id.is_not(None)
    for token in tokens:
        condition = condition & padded.contains(f" {token}", autoescape=True)
    return condition


def find(words: str, where: ColumnElement[bool], limit: int = 50) -> list[SearchDocument]:
    """Documents with every word, among those ``where`` allows; nothing for no words."""
    if not fold(words):
        return []
    query = select(SearchDocument).where(matching(words), where).order_by(SearchDocument.title)
    return list(db.session.scalars(query.limit(limit)))
