"""Who reads the directory of specialists, who keeps it, and who ties an account to an entry."""

from stories.foundation.access import STAFF, Role, permit

READ, KEEP = "sessions.read_specialists", "sessions.keep_specialists"
# Whoever is tied to an entry sees what is sent to it: only who sees all of it anyway may tie.
TIE = "sessions.tie_specialist"


def fill() -> None:
    """Enter the directory's permissions into the table."""
    permit(READ, *STAFF)
    permit(KEEP, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit(TIE, Role.SAFEGUARDING)
