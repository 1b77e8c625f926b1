"""Remarks as pages show them: beside their passage, with the way into the text."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from stories.foundation.access import Actor, current_actor
from stories.media.models import Recording
from stories.moderation import queries as stories
from stories.moderation.models import Story, StoryState
from stories.moderation.queries import Line
from stories.moderation.remarks import queries
from stories.moderation.remarks.models import StoryRemark


@dataclass(frozen=True)
class Shown:
    """A remark, who wrote it, where it stands in the story (ms; None if cut out), ways on."""

    row: StoryRemark
    who: str
    at_ms: int | None
    words: str
    editor: str
    may_take_back: bool
    may_deal: bool


def remarks_shown(actor: Actor, story: Story) -> list[Shown]:
    """Every remark on a story in the order of speech, for somebody who may see the story."""
    rows = queries.remarks_of(story)
    names = stories.user_names(row.by_id for row in rows)
    segments = queries.segments_at(story, rows)
    texts = actor.can("transcripts.edit", story.recording)
    found = []
    for row in rows:
        span = story.timeline.in_story(row.start_ms, row.end_ms)
        segment = segments.get(row.id)
        way = ""
        if segment and texts:
            way = url_for(
                "transcripts.edit",
                recording_id=story.recording_id,
                at=segment.start_ms,
                _anchor=f"s-{segment.id}",
            )
        mine = row.by_id == actor.id and not row.done_at
        found.append(
            Shown(
                row=row,
                who=names.get(row.by_id, "—"),
                at_ms=span[0] if span else None,
                words=segment.text if segment else "",
                editor=way,
                may_take_back=mine and story.state is StoryState.PROPOSED,
                may_deal=actor.can("moderation.propose", story),
            )
        )
    return found


def beside(lines: Sequence[Line], shown: Sequence[Shown]) -> dict[int, list[Shown]]:
    """Remarks by the place of their passage among the lines; a passage cut out has none."""
    found: dict[int, list[Shown]] = defaultdict(list)
    for item in shown:
        if item.at_ms is None:
            continue
        before = [place for place, line in enumerate(lines) if line.start_ms <= item.at_ms]
        found[before[-1] if before else 0].append(item)
    return found


def on_editor(recording: Recording) -> str:
    """In the text's editor: how many remarks wait, and the way to them."""
    actor = current_actor()
    if not actor.can("moderation.propose", recording):
        return ""
    rows = queries.open_on_recording(recording.id)
    waiting: dict[uuid.UUID, int] = defaultdict(int)
    for row in rows:
        waiting[row.story_id] += 1
    return render_template("moderation/remarks/_editor.html", waiting=waiting) if rows else ""
