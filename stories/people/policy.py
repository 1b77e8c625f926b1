"""Who may do what with people and their agreements, and which of their fields are whose."""

from stories.foundation.access import Role, permit

VIEW, PRIVATE, RESTRICTED = "people.view", "people.private", "people.restricted"
# The class of every field: what is not here is nobody's to see. Whoever lacks a field's
# permission meets neither the field nor its value: not in pages, lists, choices, orders or search.
FIELDS = {
    "pseudonym": VIEW,
    "generation": VIEW,
    "age_band": VIEW,
    "languages": VIEW,
    "needs_interpreter": VIEW,
    "interpreter_language": VIEW,
    "region": VIEW,
    "centre_id": VIEW,
    "interests": VIEW,
    "readiness": VIEW,
    "never_publish": VIEW,
    "closed_until": VIEW,
    "closed_because": VIEW,
    "name": PRIVATE,
    "given_name": PRIVATE,
    "patronymic": PRIVATE,
    "surname": PRIVATE,
    "birth_year": PRIVATE,
    "birth_date": PRIVATE,
    "ways": PRIVATE,
    "reach_note": PRIVATE,
    "access_needs": PRIVATE,
    "access_note": PRIVATE,
    "free_hours": PRIVATE,
    "representations": PRIVATE,
    "relations": PRIVATE,
    "do_not_pair": PRIVATE,
    "identity_checks": PRIVATE,
    "restricted_facts": RESTRICTED,
}


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit(VIEW, Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit(PRIVATE, Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit(RESTRICTED, Role.SAFEGUARDING)  # adoption, birth parents, safety (DOMAIN P5)
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
