"""What follows for a story from what two people decided (DOMAIN M6)."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.moderation import queries as room
from stories.moderation.errors import WrongMove
from stories.moderation.models import Story, StoryState
from stories.moderation.services.moves import back_to_review, move, note_move
from stories.moderation.takedown.errors import AudienceNeeded
from stories.moderation.takedown.models import Takedown, TakedownOutcome
from stories.moderation.takedown.queries import DECIDE
from stories.moderation.takedown.rules import RESTRICTED_TO
from stories.people.models import Audience
from stories.people.rules import ORDER

ON_THE_WAY = {StoryState.RELEASED, StoryState.PROPOSED}


def require_audience(outcome: TakedownOutcome, audience: Audience | None) -> None:
    """Raise AudienceNeeded where a restriction does not say to whom."""
    if outcome is TakedownOutcome.RESTRICTED and audience not in RESTRICTED_TO:
        raise AudienceNeeded


def carry_out(actor: Actor, story: Story, takedown: Takedown) -> None:
    """Let a story stand as it was decided; what an appeal opens again is reviewed anew."""
    outcome = takedown.outcome
    assert outcome is not None  # noqa: S101 - the caller has just decided it
    before = story.widest
    if takedown.widest_before is not None:
        story.widest, takedown.widest_before = takedown.widest_before, None
    if outcome is TakedownOutcome.RESTRICTED:
        assert takedown.audience is not None  # noqa: S101 - require_audience has looked
        takedown.widest_before = story.widest
        story.widest = min(story.widest, takedown.audience, key=ORDER.index)
    if outcome is TakedownOutcome.REMOVED:
        if story.state is not StoryState.TAKEN_DOWN:
            move(actor, story, StoryState.TAKEN_DOWN, outcome.value)
    elif _goes_back(story, outcome, before):
        back_to_review(actor, story, outcome.value)
    else:
        note_move(actor, story, outcome.value)


def _goes_back(story: Story, outcome: TakedownOutcome, before: Audience) -> bool:
    # Whatever opens wider than it stood goes before its reviewers (DOMAIN M4).
    changes = outcome is TakedownOutcome.RESTORED_WITH_CHANGES and story.state in ON_THE_WAY
    wider = ORDER.index(story.widest) > ORDER.index(before) and story.state in ON_THE_WAY
    return changes or wider or story.state is StoryState.TAKEN_DOWN


def bring_back(actor: Actor, story: Story) -> Story:
    """Let a story that was taken down go before its reviewers again; raises WrongMove."""
    require(actor, DECIDE, story)
    row = room.locked_with_text(story)
    if row.state is not StoryState.TAKEN_DOWN:
        raise WrongMove
    back_to_review(actor, row, "brought_back")
    audit.record(actor, "moderation.brought_back", row)
    return row
