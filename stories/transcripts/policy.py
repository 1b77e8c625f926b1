"""Who may do what with transcripts."""

from stories.foundation.access import Role, permit


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
    permit("transcripts.words", Role.ADMIN)
