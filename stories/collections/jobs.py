"""``collections.build_edition`` makes a book; ``collections.forget_edition`` removes its file."""

from stories.collections import services
from stories.collections.errors import NothingOpen
from stories.foundation import work
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work

MOST_ROUNDS = 5  # a story may close or change while the book is being written


def build_edition(task: work.Task) -> None:
    """Write the book and keep it, unless what it is made of changed meanwhile: then once more."""
    key = ""
    for _round in range(MOST_ROUNDS):
        try:
            with unit_of_work(write=False):
                drawn = services.draw_up(OPERATOR, task.subject_id)
        except NothingOpen as problem:
            blobs().delete(key)
            raise work.GiveUp("nothing_open") from problem
        if drawn is None:
            return
        key = drawn.key
        blobs().put_bytes(key, drawn.data)
        with unit_of_work():
            if services.keep_edition(OPERATOR, task.subject_id, drawn):
                return
    blobs().delete(key)
    raise work.GiveUp("unsteady")


def forget_edition(task: work.Task) -> None:
    """Remove a file that its row has let go; one that is gone already is no error."""
    with unit_of_work(write=False):
        services.forget_edition(OPERATOR, task.subject_id)
