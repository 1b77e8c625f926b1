"""``moderation.make_copy``: cut a story's stretches from the master, without metadata."""

import time
import uuid
from collections.abc import Callable

from stories.foundation import work
from stories.foundation.db import unit_of_work
from stories.media.tools import UnusableAudio
from stories.moderation import queries, services
from stories.moderation.cutting import Cutting, cut, cutting_of
from stories.moderation.services.propose import COPY

MOST_ROUNDS = 5  # the stretches may be changed while its copy is being made
HEARTBEAT_SECONDS = 5.0


@work.handles(COPY)
def make_copy(task: work.Task) -> None:
    """Make the copies for the present stretches, until they are those of the present ones."""
    for _round in range(MOST_ROUNDS):
        wanted = _wanted(task.subject_id)
        if wanted is None or _make(task, wanted):
            return
    raise work.GiveUp("stretch_unsteady")


def _wanted(story_id: uuid.UUID) -> Cutting | None:
    with unit_of_work(write=False):
        story = queries.stories_by_ids([story_id]).get(story_id)
        if story is None or (story.copy_opus and story.copy_revision == story.revision):
            return None
        return cutting_of(story)


def _make(task: work.Task, wanted: Cutting) -> bool:
    try:
        copies = cut(wanted, _heartbeat(task))
    except (UnusableAudio, ValueError, FileNotFoundError) as problem:
        raise work.GiveUp("unusable_sound") from problem
    with unit_of_work():
        return services.keep_copies(task.subject_id, wanted, copies)


def _heartbeat(task: work.Task) -> Callable[[float], None]:
    last = time.monotonic()

    def tell(share: float) -> None:
        nonlocal last
        if time.monotonic() - last >= HEARTBEAT_SECONDS:
            last = time.monotonic()
            task.beat(share)

    return tell
