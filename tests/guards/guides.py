"""What the guides and the library hold of an organisation's own, for the guards' houses."""

import uuid

from stories.foundation.blobs import blobs
from stories.sessions.guides.models import Prompt
from stories.sessions.library.models import Manual, ManualFile
from tests.factories import Factory
from tests.files import scanned

MANUAL = scanned()


def manual_rows(make: Factory, mark: str) -> dict[str, uuid.UUID]:
    """A manual of the library with a first version."""
    owner, key = make.organisation.id, f"manuals/{uuid.uuid4()}.pdf"
    titles = {"title_kk": f"{mark} әдістемесі", "title_ru": f"Методика «{mark}»"}
    manual = make.keep(Manual(organisation_id=owner, themes=["songs"], **titles))
    facts = {"language": "kk", "version": 1, "bytes": len(MANUAL), "pages": 1, "sha256": "0" * 64}
    row = ManualFile(organisation_id=owner, manual_id=manual.id, key=key, **facts)
    with make.app.app_context():
        blobs().put_bytes(key, MANUAL)
    return {"manual": manual.id, "manual_file": make.keep(row).id}


def own_question(make: Factory, mark: str) -> Prompt:
    """A question of the organisation's own."""
    return Prompt(
        key=f"own-{uuid.uuid4().hex}",
        organisation_id=make.organisation.id,
        theme="songs",
        ages=["6-9", "10-13"],
        text_kk=f"{mark} әнін айтып беріңізші.",
        text_ru=f"Спойте песню «{mark}».",
        text_en="",
    )
