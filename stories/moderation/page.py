"""What a story's page tells: where it stands, what blocks it, and the way to each cure."""

import uuid
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation import work
from stories.foundation.access import Actor, Role
from stories.foundation.clock import today
from stories.media.consent import explained
from stories.media.errors import Closed
from stories.moderation import queries
from stories.moderation.cures import Block, blocks_told
from stories.moderation.models import Story, StoryState
from stories.moderation.policy import REVIEWING
from stories.moderation.queries import Line
from stories.moderation.reasons import EDITED, NOTES, STATES
from stories.moderation.remarks.shown import Shown, beside, remarks_shown
from stories.moderation.rules import (
    LEAST_AUDIENCE,
    REVIEWERS,
    StoryFacts,
    blocks_approval,
    blocks_publication,
    valid_approvals,
)
from stories.moderation.services.propose import COPY
from stories.people.explained import Told
from stories.people.models import Use
from stories.people.policy import PRIVATE


@dataclass(frozen=True)
class StoryPage:
    """Everything the templates show of a story."""

    story: Story
    facts: StoryFacts
    blocks: list[Block]
    before_approval: list[Block]
    told: Told
    lines: list[Line]
    beside: dict[int, list[Shown]]
    open_to_team: bool
    narrator: str
    name_told: bool
    hidden_names: list[str]
    approved_by: list[str]
    made_it: bool
    may_review: bool
    copy_in_work: bool
    users: dict[uuid.UUID, str]

    @property
    def steps(self) -> list[tuple[str, str, str]]:
        """The way of the story as the component draws it."""
        return _steps(self.story, len(self.approved_by))


def story_page(actor: Actor, story: Story) -> StoryPage:
    """Gather the page; text and sound stay away where recording itself is no longer permitted."""
    facts = queries.facts_of([story])[story.id]
    team = open_to_team(actor, story, facts)
    lines = queries.lines_of([story])[story.id] if team else []
    users = queries.user_names(
        [item.reviewer_id for item in story.reviews] + [item.actor_id for item in story.moves]
    )
    blocks = blocks_publication(facts, LEAST_AUDIENCE, today())
    job = work.find(COPY, story.id)
    hidden = queries.names_told(story, lines) if team else []
    return StoryPage(
        story=story,
        facts=facts,
        blocks=blocks_told(actor, story, blocks),
        before_approval=blocks_told(actor, story, blocks_approval(facts, LEAST_AUDIENCE, today())),
        told=explained(actor, story.recording),
        lines=lines,
        beside=beside(lines, remarks_shown(actor, story)) if team else {},
        open_to_team=team,
        narrator=queries.narrator_name(story),
        name_told=bool(hidden),
        hidden_names=hidden if actor.can(PRIVATE, story) else [],
        approved_by=sorted(users[who] for who in valid_approvals(facts)),
        made_it=_reviewer(actor, story) and not actor.can("moderation.review", story),
        may_review=story.state is StoryState.PROPOSED and actor.can("moderation.review", story),
        copy_in_work=job is not None and not job.over,
        users=users,
    )


def open_story(actor: Actor, story_id: uuid.UUID, permission: str) -> Story:
    """A story whose text the actor may read and work on; raises NotFound, Forbidden or Closed."""
    story = queries.story(actor, story_id, permission)
    if not open_to_team(actor, story, queries.facts_of([story])[story.id]):
        raise Closed
    return story


def open_to_team(actor: Actor, story: Story, facts: StoryFacts) -> bool:
    """Whether the team may read and hear it: while everyone agrees to be recorded (DOMAIN C8).

    The safeguarding lead may in any case, to decide what becomes of it.
    """
    guards = story.organisation_id in actor.organisations(Role.SAFEGUARDING)
    return guards or Use.RECORD in facts.permission.uses


def note_told(note: str, *, edited: bool) -> str:
    """What a move's note says; a free remark is shown as it was written."""
    return str(NOTES.get(note, note) or (EDITED if edited else ""))


def _reviewer(actor: Actor, story: Story) -> bool:
    return story.organisation_id in actor.organisations(*REVIEWING)


def _steps(story: Story, approvals: int) -> list[tuple[str, str, str]]:
    state = story.state
    word = str(STATES[state][0])
    if state in {StoryState.RETURNED, StoryState.TAKEN_DOWN}:
        told = "now" if state is StoryState.RETURNED else "stopped"
        return [(_("Proposed"), "", "done"), (word, "", told), (_("Released"), "", "next")]
    given = ngettext(
        "%(num)d of %(count)d approvals is there.",
        "%(num)d of %(count)d approvals are there.",
        approvals,
        count=REVIEWERS,
    )
    released = state is StoryState.RELEASED
    return [
        (_("Proposed"), "", "done"),
        (_("Two people review it"), given, "done" if released else "now"),
        (_("Released"), "", "done" if released else "next"),
    ]
