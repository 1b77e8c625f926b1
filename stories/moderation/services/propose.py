"""Proposing a story and changing it. Every change sends it to its reviewers (DOMAIN M4)."""

from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from stories.foundation import audit, work
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.media.models import Recording, RecordingState
from stories.moderation import queries
from stories.moderation.errors import ChangedMeanwhile, FaultyText, NoText, WrongMove
from stories.moderation.models import Story, StoryState, StoryStretch, Theme
from stories.moderation.services.moves import back_to_review, move
from stories.moderation.text import StoryText, faults
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.queries import current_version

COPY = "moderation.make_copy"
WORDS = (
    "title_kk", "title_ru", "summary_kk", "summary_ru", "content_note_kk", "content_note_ru",
)  # fmt: skip


def propose_story(
    actor: Actor, recording: Recording, version: TranscriptVersion | None, text: StoryText
) -> Story:
    """Propose stretches of a recording as a story, on one version of its transcript.

    Raises NoText while there is nothing to propose, and FaultyText with the fields' faults.
    """
    require(actor, "moderation.propose", recording)
    if version is None or version.recording_id != recording.id or not version.complete:
        raise NoText
    if recording.state is not RecordingState.READY:
        raise NoText
    tidy, themes = _examined(text, recording)
    story = Story(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        version_id=version.id,
        state=StoryState.DRAFT,
        proposed_by=actor.id,
        **_words(tidy),
    )
    story.stretches = _rows(tidy)
    story.themes = themes
    db.session.add(story)
    db.session.flush()
    move(actor, story, StoryState.PROPOSED, edited=True)
    work.ask_for(COPY, story.id)
    audit.record(actor, "moderation.proposed", story, detail={"recording": str(recording.id)})
    return story


def change_story(actor: Actor, story: Story, text: StoryText, *, seen_revision: int) -> Story:
    """Change a story's text or stretches; it goes before its reviewers again.

    ``seen_revision`` is the revision the actor wrote on; raises ChangedMeanwhile if it is not
    the present one, WrongMove if the story was taken down, and FaultyText.
    """
    require(actor, "moderation.propose", story)
    row = queries.locked_with_text(story)
    if row.state is StoryState.TAKEN_DOWN:
        raise WrongMove
    if row.revision != seen_revision:
        raise ChangedMeanwhile
    tidy, themes = _examined(text, row.recording)
    moved = row.spans != tidy.stretches
    for name, value in _words(tidy).items():
        setattr(row, name, value)
    row.themes = themes
    _take_newest_text(row)
    if moved:
        row.stretches = _rows(tidy)
        row.copy_revision = 0
    back_to_review(actor, row, edited=True)
    if row.copy_revision != row.revision:
        work.ask_for(COPY, row.id)
    audit.record(actor, "moderation.changed", row, detail={"revision": row.revision})
    return row


def _take_newest_text(story: Story) -> None:
    # A recording that was written down anew is corrected in its newest version alone.
    newest = current_version(story.recording_id)
    if newest is not None and newest.id != story.version_id:
        story.version = newest


def _examined(text: StoryText, recording: Recording) -> tuple[StoryText, list[Theme]]:
    tidy = text.tidied()
    themes = {theme.slug: theme for theme in queries.themes()}
    # Faults are told by the places in which the stretches were written.
    found = faults(replace(tidy, stretches=text.stretches), recording.seconds, frozenset(themes))
    if found:
        raise FaultyText(found)
    return tidy, [_kept(themes[slug]) for slug in tidy.themes]


def _kept(theme: Theme) -> Theme:
    """The theme's row; one of the house's own is entered when it is first chosen."""
    if theme in db.session:
        return theme
    try:
        with db.session.begin_nested():
            db.session.add(theme)
    except IntegrityError:  # somebody chose it at the same moment
        return queries.theme_by_slug(theme.slug) or theme
    return theme


def _words(text: StoryText) -> dict[str, str]:
    return {name: getattr(text, name) for name in WORDS}


def _rows(text: StoryText) -> list[StoryStretch]:
    return [
        StoryStretch(position=place, start_ms=start, end_ms=end)
        for place, (start, end) in enumerate(text.stretches)
    ]
