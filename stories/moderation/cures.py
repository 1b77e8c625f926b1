"""The way from each reason to its cure, for those who may take it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l

from stories.foundation.access import Actor
from stories.moderation.models import Story
from stories.moderation.reasons import SENTENCES
from stories.moderation.rules import Reason

Values = Callable[[Story], dict[str, Any]]


@dataclass(frozen=True)
class Cure:
    """A page that helps, and the permission it asks for."""

    label: Any
    permission: str
    endpoint: str
    values: Values


@dataclass(frozen=True)
class Block:
    """A reason as a sentence, and the way to its cure where the reader can take it."""

    reason: Reason
    sentence: Any
    url: str = ""
    label: Any = ""


def _this(story: Story) -> dict[str, Any]:
    return {"story_id": story.id}


CHANGE = Cure(_l("Change the story"), "moderation.propose", "moderation.edit", _this)
TEXT = Cure(
    _l("Open the text"),
    "transcripts.edit",
    "transcripts.edit",
    lambda story: {"recording_id": story.recording_id},
)
WHO_AND_WHY = Cure(
    _l("Look who and why"),
    "moderation.view",
    "moderation.show",
    lambda story: {"story_id": story.id, "_anchor": "permitted"},
)
CLOSURE = Cure(_l("Look at the closure"), "moderation.close", "moderation.close", _this)
WISHES = Cure(
    _l("Look at the wish"),
    "narrator.ask",
    "narrators.wishes",
    lambda story: {"recording_id": story.recording_id},
)
HIDDEN = Cure(_l("Look at the hidden parts"), "moderation.redact", "redaction.index", _this)
CURES: dict[Reason, Cure] = {
    Reason.REDACTION_WAITS: HIDDEN,
    Reason.REDACTION_UNMATCHED: HIDDEN,
    Reason.REDACTION_TOLD: CHANGE,
    Reason.NARRATOR_SAID_NO: WISHES,
    Reason.NARRATOR_WISHES: WISHES,
    Reason.CONSENT_MISSING: WHO_AND_WHY,
    Reason.AUDIENCE_TOO_WIDE: WHO_AND_WHY,
    Reason.CLOSED: CLOSURE,
    Reason.NEVER_PUBLISH: WHO_AND_WHY,
    Reason.RESTRICTED: Cure(
        _l("Look at the recording"),
        "media.lift",
        "media.show",
        lambda story: {"recording_id": story.recording_id},
    ),
    Reason.RETURNED: CHANGE,
    Reason.TITLE_MISSING: CHANGE,
    Reason.EDGE_IN_A_SENTENCE: CHANGE,
    Reason.TAKEDOWN_OPEN: Cure(
        _l("Decide on the request"),
        "moderation.decide_takedown",
        "moderation.takedowns",
        lambda _story: {},
    ),
    Reason.TEXT_MISSING: TEXT,
    Reason.MACHINE_TEXT: TEXT,
    Reason.TRANSLATION_MISSING: TEXT,
}


def blocks_told(actor: Actor, story: Story, reasons: list[Reason]) -> list[Block]:
    """Each reason with its sentence and, where the actor may take it, the way to its cure."""
    return [_told(actor, story, item) for item in reasons]


def _told(actor: Actor, story: Story, reason: Reason) -> Block:
    cure = CURES.get(reason)
    if reason is Reason.CLOSED and story.closed_until is None:
        cure = WHO_AND_WHY  # the recording is closed, or somebody heard in it
    open_way = (
        cure is not None
        and cure.endpoint in current_app.view_functions
        and actor.can(cure.permission, story)
    )
    if cure is None or not open_way:
        return Block(reason, SENTENCES[reason])
    url = url_for(cure.endpoint, **cure.values(story))
    return Block(reason, SENTENCES[reason], url, cure.label)
