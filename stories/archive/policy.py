"""Who may look into the archive."""

from stories.foundation.access import Role, permit


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit("archive.open", Role.CURATOR, Role.ADMIN, Role.SAFEGUARDING)
    permit("archive.search", Role.CURATOR, Role.ADMIN)
    permit("archive.figures", Role.CURATOR, Role.ADMIN)
    permit("archive.preserve", Role.CURATOR, Role.ADMIN)
    permit("archive.audit", Role.ADMIN, Role.SAFEGUARDING)
    permit("archive.register", Role.ADMIN, Role.SAFEGUARDING)
    permit("archive.breaches", Role.ADMIN, Role.SAFEGUARDING)
    permit("archive.requests", Role.ADMIN, Role.SAFEGUARDING)
