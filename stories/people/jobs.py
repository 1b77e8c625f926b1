"""``people.forget_files`` removes the files of what was erased, until the store confirms it."""

from stories.foundation import work
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.people import queries, services


def forget_files(task: work.Task) -> None:
    """Remove each file and strike it off; one that stays is tried again at the next round."""
    with unit_of_work(write=False):
        keys = list(queries.erasure_by_id(task.subject_id).files)
    stays = [key for key in keys if not _removed(key)]
    with unit_of_work():
        for key in keys:
            if key not in stays:
                services.forget_file(task.subject_id, key)
    if stays:
        raise work.NotYet


def _removed(key: str) -> bool:
    try:
        blobs().delete(key)
        return not blobs().exists(key)
    except Exception:  # noqa: BLE001 - whatever a store says, the row remembers the file
        return False
