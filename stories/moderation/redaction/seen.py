"""What a reviewer saw hidden, so that they are told what was hidden or opened since."""

from stories.foundation.positions import position
from stories.moderation.models import Story
from stories.moderation.redaction.queries import redactions_of
from stories.moderation.redaction.rules import HIDING


def hidden_times(story: Story) -> list[str]:
    """Where something is hidden, in the recording; neither what nor why."""
    return [
        f"{position(row.start_ms)}–{position(row.end_ms)}"
        for row in redactions_of(story)
        if row.state in HIDING
    ]
