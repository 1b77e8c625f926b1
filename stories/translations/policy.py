"""Who may give a segment its other language, and who asks narrators for their word."""

from stories.foundation.access import Role, permit


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit("translations.edit", Role.FACILITATOR)
    permit("narrator.ask", Role.FACILITATOR)
    permit("translations.glossary", Role.FACILITATOR)
