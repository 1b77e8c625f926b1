"""What moderation draws on other rooms' pages."""

import uuid
from collections.abc import Iterable

from flask import render_template

from stories.foundation.access import Actor, current_actor
from stories.foundation.clock import today
from stories.media.models import Recording, RecordingState
from stories.moderation import queries
from stories.moderation.cures import Block, blocks_told
from stories.moderation.models import Story, StoryState
from stories.moderation.reasons import STATES
from stories.moderation.rules import LEAST_AUDIENCE, blocks_publication
from stories.transcripts.queries import current_version


def on_recording(recording: Recording) -> str:
    """A recording's stories, what hides those that were released, and the way to propose one."""
    actor = current_actor()
    ready = recording.state is RecordingState.READY and current_version(recording.id) is not None
    may_propose = ready and actor.can("moderation.propose", recording)
    seen = actor.can("moderation.view", recording)
    stories = queries.stories_of_recording(actor, recording) if seen else []
    if not stories and not may_propose:
        return ""
    return render_template(
        "moderation/_recording_panel.html",
        recording=recording,
        stories=stories,
        hidden=_hidden(actor, stories),
        states=STATES,
        may_propose=may_propose,
    )


def _hidden(actor: Actor, stories: Iterable[Story]) -> dict[uuid.UUID, list[Block]]:
    """What keeps a released story from its families, where something does (DOMAIN M3)."""
    released = {item.id: item for item in stories if item.state is StoryState.RELEASED}
    facts = queries.facts_of(released.values())
    found = {key: blocks_publication(facts[key], LEAST_AUDIENCE, today()) for key in released}
    return {key: blocks_told(actor, released[key], why) for key, why in found.items() if why}
