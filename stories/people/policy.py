"""Who may do what with people and their agreements."""

from stories.foundation.access import Role, permit


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit("people.view", Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit("people.edit", Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit("people.agree", Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit("people.close", Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING)
    permit("people.give_link", Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit("people.erase", Role.SAFEGUARDING, Role.ADMIN)
    permit("people.export", Role.SAFEGUARDING, Role.ADMIN)
    permit("people.hold", Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit("people.hold_restricted", Role.SAFEGUARDING)  # DOMAIN P5
    permit("people.lift", Role.SAFEGUARDING, Role.ADMIN)  # a decision never to publish
    permit("people.import", Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN)
    # A merge moves what people agreed to: whoever answers for that looks at both entries.
    permit("people.merge", Role.SAFEGUARDING, Role.ADMIN)
