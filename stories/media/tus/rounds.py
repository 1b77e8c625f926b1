"""What the worker's round does: whole files nobody took in, uploads nobody sends on."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from stories.foundation.access import OPERATOR
from stories.foundation.clock import now
from stories.foundation.db import unit_of_work
from stories.foundation.errors import StoriesError
from stories.media.tus import queries, receiving, services, spool

A_MOMENT = timedelta(minutes=1)  # whoever sent the last bytes takes the file in themselves


def look_after() -> None:
    """End what was interrupted, let go of what is overdue, sweep the spool."""
    with unit_of_work(write=False):
        waiting = queries.complete_ids(now() - A_MOMENT)
    for upload_id in waiting:
        with suppress(StoriesError):  # the next round tries again, and its owner is told
            receiving.take_in(OPERATOR, upload_id)
    with unit_of_work():
        for row in queries.overdue(now()):
            services.expire_upload(OPERATOR, row)
    sweep()


def sweep() -> None:
    """Remove bytes that no unfinished upload wants; names are listed before rows are asked."""
    lying = [path.name for path in spool.folder().iterdir()]
    with unit_of_work(write=False):
        wanted = {str(upload_id) for upload_id in queries.wanted_ids()}
    for name in lying:
        with suppress(ValueError):  # what is no upload is not ours to remove
            if name not in wanted:
                spool.forget(UUID(name))
