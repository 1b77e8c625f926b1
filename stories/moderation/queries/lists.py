"""Finding stories, what waits for whom, and requests to take down."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from stories.accounts.models import User
from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.media.models import Recording
from stories.moderation.models import (
    Review,
    Story,
    StoryState,
    StoryStretch,
    Theme,
    Verdict,
)
from stories.moderation.queries.facts import facts_of
from stories.moderation.rules import valid_approvals
from stories.moderation.themes import THEMES
from stories.transcripts.models import TranscriptVersion

PAGE = 50
_BEGINS = (
    select(func.min(StoryStretch.start_ms))
    .where(StoryStretch.story_id == Story.id)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Waiting:
    """A story in review, and who has approved the text as it stands."""

    story: Story
    approved_by: tuple[str, ...]
    mine: bool


def story(actor: Actor, story_id: uuid.UUID, permission: str = "moderation.view") -> Story:
    """A story the actor may see; raises NotFound across organisations (DOMAIN X2)."""
    return authorised(actor, permission, db.session.get(Story, story_id))


def authorised(actor: Actor, permission: str, row: Story | None) -> Story:
    """The row, if it is there and the actor's business; raises NotFound or Forbidden."""
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def locked(story_id: uuid.UUID) -> Story:
    """A story as it stands now, held until the unit ends, so that decisions queue up."""
    query = (
        select(Story)
        .where(Story.id == story_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = db.session.scalar(query)
    if row is None:
        raise NotFound
    return row


def locked_with_text(row: Story) -> Story:
    """A story held together with its transcript, so that no text changes under a decision.

    The transcript comes first: whoever changes a text holds them in the same order.
    """
    version = select(TranscriptVersion.id).where(TranscriptVersion.id == row.version_id)
    db.session.execute(version.with_for_update())
    return locked(row.id)


def page_of_stories(
    actor: Actor, state: StoryState | None = None, number: int = 1
) -> tuple[list[Story], int]:
    """One page of what the actor may see, newest first, and the number of pages."""
    mine = visible(actor, "moderation.view", Story)
    if state is not None:
        mine = mine & (Story.state == state)
    count = db.session.scalar(select(func.count()).select_from(Story).where(mine)) or 0
    pages = max(1, -(-count // PAGE))
    query = (
        select(Story)
        .where(mine)
        .order_by(Story.created_at.desc(), Story.id)
        .limit(PAGE)
        .offset((min(number, pages) - 1) * PAGE)
    )
    return list(db.session.scalars(query)), pages


def stories_of_recording(actor: Actor, recording: Recording) -> list[Story]:
    """Stories made from a recording, in the order in which they are heard."""
    query = _visible_stories(actor, "moderation.view").where(Story.recording_id == recording.id)
    return list(db.session.scalars(query.order_by(_BEGINS, Story.created_at)))


def stories_by_ids(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Story]:
    """Stories by id, for a caller that authorises what it shows of them."""
    rows = db.session.scalars(select(Story).where(Story.id.in_(set(ids))))
    return {row.id: row for row in rows}


def queue(actor: Actor) -> list[Waiting]:
    """Stories that wait for this reviewer's word: in review, made by others, not yet approved."""
    return [item for item in in_review(actor) if not item.mine]


def in_review(actor: Actor) -> list[Waiting]:
    """Every story in review the actor may decide on, those that wait longest first."""
    query = _visible_stories(actor, "moderation.review").where(Story.state == StoryState.PROPOSED)
    stories = list(db.session.scalars(query.order_by(Story.proposed_at, Story.created_at)))
    approvals = {key: valid_approvals(item) for key, item in facts_of(stories).items()}
    names = user_names(who for approved in approvals.values() for who in approved)
    return [
        Waiting(
            item,
            tuple(sorted(names[who] for who in approvals[item.id])),
            actor.id in approvals[item.id],
        )
        for item in stories
    ]


def returned_to(actor: Actor) -> list[Story]:
    """Stories that came back to their proposer with a remark."""
    query = _visible_stories(actor, "moderation.view").where(
        Story.state == StoryState.RETURNED, Story.proposed_by == actor.id
    )
    return list(db.session.scalars(query.order_by(Story.created_at)))


def closures_over(actor: Actor, on: date) -> list[Story]:
    """Stories whose closure has come to its day, so that somebody may look again (DOMAIN C9)."""
    query = _visible_stories(actor, "moderation.close").where(Story.closed_until <= on)
    return list(db.session.scalars(query.order_by(Story.closed_until, Story.id)))


def last_remark(row: Story) -> str:
    """What the last reviewer who returned a story wrote."""
    query = (
        select(Review.remark)
        .where(Review.story_id == row.id, Review.verdict == Verdict.RETURN)
        .order_by(Review.created_at.desc())
    )
    return db.session.scalars(query).first() or ""


def themes() -> list[Theme]:
    """The shared vocabulary: kept themes and the house's own, which are kept once chosen."""
    kept = {row.slug: row for row in db.session.scalars(select(Theme))}
    own = {
        slug: Theme(slug=slug, name_kk=kk, name_ru=ru, name_en=en)
        for slug, (kk, ru, en) in THEMES.items()
        if slug not in kept
    }
    return sorted((kept | own).values(), key=lambda row: row.slug)


def theme_by_slug(slug: str) -> Theme | None:
    """A kept theme."""
    return db.session.scalar(select(Theme).where(Theme.slug == slug))


def user_names(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Names of staff by id."""
    wanted = {item for item in ids if item}
    query = select(User.id, User.name).where(User.id.in_(wanted))
    return {row[0]: row[1] for row in db.session.execute(query)}


def _visible_stories(actor: Actor, permission: str) -> Select[Any]:
    return (
        select(Story)
        .where(visible(actor, permission, Story))
        .options(selectinload(Story.themes), joinedload(Story.recording))
    )
