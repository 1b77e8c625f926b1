"""Scheduled care for the originals."""

from sqlalchemy import select

from stories.archive.rules import CHECK
from stories.foundation import work
from stories.foundation.access import OPERATOR
from stories.foundation.db import db, unit_of_work
from stories.foundation.fixity import look
from stories.media.models import Recording
from stories.media.services import check_fixity


def register() -> None:
    """Tell the workers who does what."""
    work.handles(CHECK)(check_organisation)


def check_organisation(task: work.Task) -> None:
    """Compare every master of an organisation with the digest it arrived with (DOMAIN R7)."""
    with unit_of_work(write=False):
        query = select(Recording.id).where(Recording.organisation_id == task.subject_id)
        ids = list(db.session.scalars(query))
    for done, recording_id in enumerate(ids, start=1):
        with unit_of_work(write=False):
            row = db.session.get_one(Recording, recording_id)
            key, sha256 = row.master_key, row.sha256
        found = look(key, sha256)
        with unit_of_work():
            check_fixity(OPERATOR, db.session.get_one(Recording, recording_id), found)
            task.remember(done / len(ids))
