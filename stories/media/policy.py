"""Who may do what with recordings."""

from stories.foundation.access import Role, lock_rows, permit
from stories.media.models import Recording
from stories.media.restricted import ITSELF


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit(
        "media.view",
        Role.FACILITATOR,
        Role.MODERATOR,
        Role.CURATOR,
        Role.SAFEGUARDING,
        Role.ADMIN,
    )
    permit("media.listen", Role.FACILITATOR, Role.SAFEGUARDING)
    permit("media.upload", Role.FACILITATOR)
    permit("media.close", Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING)
    permit("media.check", Role.CURATOR, Role.ADMIN)
    permit(
        "media.never_publish",
        Role.FACILITATOR,
        Role.MODERATOR,
        Role.CURATOR,
        Role.SAFEGUARDING,
    )
    permit(
        "media.restrict",
        Role.FACILITATOR,
        Role.MODERATOR,
        Role.CURATOR,
        Role.SAFEGUARDING,
        Role.ADMIN,
    )
    permit("media.lift", Role.SAFEGUARDING)  # a restriction, or a decision never to publish
    lock_rows(Recording, ITSELF)
