"""The third and fourth step: the text is corrected, stories are proposed, looked at, released."""

import uuid

from stories.demo.content import Recording, Story
from stories.demo.world import World
from stories.foundation.db import db
from stories.media.models import Recording as RecordingRow
from stories.moderation.models import Story as StoryRow
from stories.moderation.services import CHECKLIST, Seen, approve_story, propose_story
from stories.moderation.text import StoryText
from stories.transcripts.queries import current_version
from stories.translations.services import replace_with_script


def correct_and_propose(world: World, made: dict[str, uuid.UUID]) -> dict[str, StoryRow]:
    """Put what was really said in the machine's place, and propose a story of each recording."""
    recordings = {item.key: item for item in world.content.recordings}
    proposed = {}
    for story in world.content.stories:
        recording = recordings[story.recording]
        row = db.session.get_one(RecordingRow, made[f"recording:{recording.key}"])
        replace_with_script(world.actor(recording.uploaded_by), row, recording.sentences)
        proposed[story.key] = _propose(world, story, recording, row)
    return proposed


def _propose(world: World, story: Story, recording: Recording, row: RecordingRow) -> StoryRow:
    text = StoryText(
        stretches=((0, recording.duration_ms),),
        title_kk=story.title.kk,
        title_ru=story.title.ru,
        summary_kk=story.summary.kk,
        summary_ru=story.summary.ru,
        content_note_kk=story.content_note.kk,
        content_note_ru=story.content_note.ru,
        themes=story.themes,
    )
    version = current_version(row.id)
    return propose_story(world.actor(recording.uploaded_by), row, version, text)


def approve(world: World, made: dict[str, uuid.UUID]) -> None:
    """Two people who made none of it look at each story that has its access copy."""
    for story in world.content.stories:
        row = db.session.get_one(StoryRow, made[f"story:{story.key}"])
        for key in story.approved_by:
            seen = Seen(row.revision, row.version.revision)
            approve_story(world.actor(key), row, seen, frozenset(CHECKLIST))
