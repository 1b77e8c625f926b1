"""Printing a form for one person, with a code that leads back to it (DOMAIN C6)."""

import secrets
import uuid
from dataclasses import dataclass

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.documents import LANGUAGES, NEWEST
from stories.people.models import PaperForm, Person, Stage, Wording
from stories.people.problems import NotTheirs
from stories.people.rules import MOST, make_code
from stories.people.services.agreements import signers_of


@dataclass(frozen=True)
class Print:
    """Which form is wanted: whose answer, in which words and language, about what."""

    signer_id: uuid.UUID
    wording: Wording
    stage: Stage
    session_id: uuid.UUID | None
    language: str


def print_form(actor: Actor, person: Person, wanted: Print) -> PaperForm:
    """Note a form that is about to be printed; raises NotTheirs when nobody such may answer."""
    require(actor, "people.agree", person)
    if wanted.signer_id not in signers_of(person):
        raise NotTheirs
    if wanted.language not in LANGUAGES:
        raise ValueError("Forms are in kk, ru and en (DOMAIN X10).")
    row = PaperForm(
        organisation_id=person.organisation_id,
        person_id=person.id,
        code=make_code(secrets.randbelow(MOST)),
        version=NEWEST,
        printed_by=actor.id,
        **vars(wanted),
    )
    db.session.add(row)
    db.session.flush()
    detail: audit.Detail = {"stage": row.stage.value, "wording": row.wording.value}
    audit.record(actor, "people.form_printed", row, detail=detail)
    return row
