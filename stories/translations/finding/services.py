"""Replacing words in many segments at once."""

from collections.abc import Sequence

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.errors import StoriesError
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
    that would become too long.
    """
    require(actor, "transcripts.edit", version)
    by_key = {one.key: one for one in found}
    done = 0
    for key in dict.fromkeys(chosen):
        one = by_key.get(key)
        if one is not None and _replace(actor, one, wanted, instead):
            done += 1
    audit.record(actor, "translations.replaced", version, detail={"texts": done})
    return done, len(set(chosen)) - done


def _replace(actor: Actor, one: Found, wanted: Wanted, instead: str) -> bool:
    text = replaced(one.row.text, wanted, instead)
    try:
        if one.translation is None:
            save_segment(actor, one.segment, text, one.segment.language, one.segment.revision)
        else:
            row = one.translation
            save_translation(actor, one.segment, row.language, text, row.revision)
    except StoriesError:
        return False
    return True
