"""Who may do what with transcripts."""

from stories.foundation.access import Alternative, Role, permit
from stories.transcripts.approvals.hands import NO_HAND_IN_IT

REVIEWING = (Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING)


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit(
        "transcripts.view",
        Role.FACILITATOR,
        Role.MODERATOR,
        Role.CURATOR,
        Role.SAFEGUARDING,
    )
    permit("transcripts.edit", Role.FACILITATOR)
    # One segment, by whoever had no hand in it; a whole text is asked about segment by segment.
    permit("transcripts.approve", *(Alternative(role, (NO_HAND_IN_IT,)) for role in REVIEWING))
    permit("transcripts.approve_any", *REVIEWING)
    permit("transcripts.words", Role.ADMIN)
