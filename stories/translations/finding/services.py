"""Replacing words in many segments at once."""

import uuid
from collections.abc import Sequence

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.errors import StoriesError
from stories.transcripts.history.keeping import Undoing
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.services import save_segment
from stories.translations.finding.looking import Found
from stories.translations.finding.rules import Wanted, replaced
from stories.translations.services import save_translation


def replace_words(
    actor: Actor,
    version: TranscriptVersion,
    found: Sequence[Found],
    chosen: Sequence[str],
    wanted: Wanted,
    instead: str,
) -> tuple[int, int]:
    """Replace in the chosen texts; returns (texts changed, chosen texts left as they are).

    ``chosen`` holds keys as the person saw them: a text changed meanwhile is left, and so is one
    that would become too long. All of it is one step of the history, taken back as one.
    """
    require(actor, "transcripts.edit", version)
    by_key = {one.key: one for one in found}
    done, how = 0, Undoing(together=uuid.uuid4())
    for key in dict.fromkeys(chosen):
        one = by_key.get(key)
        if one is not None and _replace(actor, one, wanted, instead, how):
            done += 1
    audit.record(actor, "translations.replaced", version, detail={"texts": done})
    return done, len(set(chosen)) - done


def _replace(actor: Actor, one: Found, wanted: Wanted, instead: str, how: Undoing) -> bool:
    text = replaced(one.row.text, wanted, instead)
    try:
        if one.translation is None:
            spoken = one.segment.language
            save_segment(actor, one.segment, text, spoken, one.segment.revision, how)
        else:
            row = one.translation
            save_translation(actor, one.segment, row.language, text, row.revision, how)
    except StoriesError:
        return False
    return True
