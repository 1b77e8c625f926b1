"""From a suggestion to a part that is hidden: whose name it is, and why."""

import uuid

from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.moderation.models import Story
from stories.moderation.redaction import asking
from stories.moderation.redaction import services as redaction
from stories.moderation.suggesting import queries
from stories.moderation.suggesting.errors import DecidedMeanwhile
from stories.moderation.suggesting.finders import Kind, find
from stories.moderation.suggesting.models import StorySuggestion
from stories.moderation.suggesting.rules import Text
from stories.moderation.suggesting.words import kind_told
from stories.people.models import Person
from stories.people.queries import persons_by_ids


def hide(actor: Actor, story: Story, row: StorySuggestion) -> None:
    """Propose that the words of a suggestion are hidden; a known person's pseudonym is read then.

    Raises DecidedMeanwhile where the text is not what it was, and as ``redaction`` does.
    """
    text = queries.text_of(story, row)
    if text is None or text.segment_id is None or text.digest != row.text_digest:
        raise DecidedMeanwhile
    wanted = asking.for_words(
        story,
        text.segment_id,
        text.language,
        row.start_char,
        row.end_char,
        reason=_("Suggested: %(kind)s", kind=kind_told(actor, story, row.kind)),
        person=_person(story, row, text),
    )
    redaction.propose(actor, story, wanted)


def _person(story: Story, row: StorySuggestion, text: Text) -> Person | None:
    if row.kind is not Kind.PERSON:
        return None
    found = find(text.text, text.language, queries.known_to(story))
    here = (one.person_id for one in found if one.start == row.start_char)
    who: uuid.UUID | None = next(here, None)
    return persons_by_ids([who]).get(who) if who else None
