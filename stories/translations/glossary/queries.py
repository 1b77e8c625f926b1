"""Reading terms."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from stories.foundation.access import Actor, require
from stories.foundation.db import db, kk_key
from stories.foundation.errors import NotFound
from stories.transcripts.models import Segment
from stories.translations.glossary.models import GlossaryTerm
from stories.translations.glossary.rules import occurs


def terms_of(organisation_id: uuid.UUID) -> list[GlossaryTerm]:
    """An organisation's terms in Kazakh order, for whoever is authorised."""
    query = select(GlossaryTerm).where(GlossaryTerm.organisation_id == organisation_id)
    return sorted(db.session.scalars(query), key=lambda row: (kk_key(row.kk), row.ru))


def term(actor: Actor, term_id: uuid.UUID) -> GlossaryTerm:
    """A term the actor may change; raises NotFound."""
    row = db.session.get(GlossaryTerm, term_id)
    if row is None:
        raise NotFound
    require(actor, "translations.glossary", row)
    return row


def terms_in(segment: Segment) -> list[GlossaryTerm]:
    """Terms of the segment's own organisation that stand in it, in whatever form."""
    language = segment.language if segment.language in {"kk", "ru"} else "kk"
    found = terms_of(segment.organisation_id)
    return [row for row in found if occurs(getattr(row, language), segment.text, language)]


def every_term(organisation_ids: Iterable[uuid.UUID]) -> list[GlossaryTerm]:
    """Terms of these organisations, for an erasure."""
    query = select(GlossaryTerm).where(GlossaryTerm.organisation_id.in_(list(organisation_ids)))
    return list(db.session.scalars(query))
