"""Stories' own copies are made again with those of their recording (``stories media rebuild``)."""

import uuid
from dataclasses import dataclass

from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.foundation.fixity import digest_in
from stories.media import rebuilding
from stories.media.queries import known_digests
from stories.media.rebuilding import Fails, Rebuilt
from stories.moderation import queries, services
from stories.moderation.cutting import Cutting, cut, cutting_of


@dataclass(frozen=True)
class _Kept:
    """What a story and the ledger say of its copies. ``made`` are keys with their digests."""

    story_id: uuid.UUID
    cutting: Cutting
    sha256: str
    made: dict[str, str | None]


def remake(recording_id: uuid.UUID, outdated: bool, done: Rebuilt) -> None:
    """Cut every story of a recording anew whose copies are lost, damaged or outdated.

    Who may hear it does not change, nor what was approved: it is the same sound.
    """
    for kept in _kept(recording_id):
        name = f"story {kept.story_id}"
        with rebuilding.attempt(done, name):
            if not outdated and rebuilding.all_lie(kept.made):
                done.well += 1
            elif _make_anew(kept):
                done.made.append(name)


def _kept(recording_id: uuid.UUID) -> list[_Kept]:
    with unit_of_work(write=False):
        found = []
        for story in queries.copied_from(recording_id):
            keys = [key for key in (story.copy_opus, story.copy_aac) if key]
            cutting = cutting_of(story)
            made = known_digests(keys)
            found.append(_Kept(story.id, cutting, story.recording.sha256, made))
        return found


def _make_anew(kept: _Kept) -> bool:
    rebuilding.require_original(kept.cutting.master, kept.sha256)
    copies = cut(kept.cutting)
    if any(digest_in(blobs(), key) != sha256 for key, sha256 in copies.digests.items()):
        raise Fails("what was made did not arrive whole in the store")
    with unit_of_work():
        return services.renew_copies(kept.story_id, kept.cutting, copies)
