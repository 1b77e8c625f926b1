"""The words people read in the audit log: every action, what it is about, and who did it."""

from flask_babel import lazy_gettext as _l

from stories.archive.log.rules import Group

GROUPS = {
    Group.VIEWS: _l("Looking and listening"),
    Group.CHANGES: _l("Changes"),
    Group.EXPORTS: _l("Taking away: exports and downloads"),
    Group.DENIALS: _l("Refusals"),
    Group.SIGN_INS: _l("Signing in"),
}
ACTORS = {
    "operator": _l("the system"),
    "staff": _l("somebody of the team"),
    "visitor": _l("a visitor"),
}
SUBJECTS = {
    "agreements": _l("agreement"),
    "collections": _l("collection"),
    "do_not_pair": _l("two kept apart"),
    "editions": _l("edition"),
    "grants": _l("role"),
    "invitations": _l("invitation"),
    "organisations": _l("organisation"),
    "own_links": _l("own link"),
    "people": _l("person"),
    "reading_links": _l("link"),
    "recordings": _l("recording"),
    "representations": _l("representative"),
    "segment_translations": _l("translation"),
    "segments": _l("segment"),
    "stories": _l("story"),
    "storytelling_sessions": _l("session"),
    "takedowns": _l("request to take down"),
    "transcript_versions": _l("transcript"),
    "users": _l("member of the team"),
}
ACTIONS = {
    "access.denied": _l("Access refused"),
    "accounts.clearance_set": _l("Clearance changed"),
    "accounts.deactivated": _l("Access taken away"),
    "accounts.invitation_revoked": _l("Invitation ended"),
    "accounts.invited": _l("Colleague invited"),
    "accounts.joined": _l("Colleague joined"),
    "accounts.organisation_founded": _l("Organisation added"),
    "accounts.passphrase_changed": _l("Passphrase changed"),
    "accounts.role_granted": _l("Role given"),
    "accounts.second_factor_reset": _l("Second key reset"),
    "accounts.second_factor_set": _l("Second key set up"),
    "accounts.sign_in_failed": _l("Sign-in failed"),
    "accounts.signed_in": _l("Signed in"),
    "accounts.user_added": _l("Member of the team added"),
    "archive.backed_up": _l("Backup made"),
    "archive.fixity_asked": _l("Check of the originals asked for"),
    "archive.log_exported": _l("Lines of the log taken away"),
    "archive.log_viewed": _l("Log viewed"),
    "archive.restored": _l("Backup brought back"),
    "collections.changed": _l("Collection changed"),
    "collections.edition_asked": _l("Book asked for"),
    "collections.edition_downloaded": _l("Book downloaded"),
    "collections.edition_gone": _l("Book removed"),
    "collections.exported": _l("Collection exported"),
    "collections.reordered": _l("Collection put in another order"),
    "collections.started": _l("Collection begun"),
    "collections.story_added": _l("Story put into a collection"),
    "collections.story_removed": _l("Story taken out of a collection"),
    "demo.step": _l("Demo filled"),
    "media.closed": _l("Recording closed until a day"),
    "media.downloaded": _l("Original downloaded"),
    "media.fixity_checked": _l("Original checked"),
    "media.listened": _l("Recording listened to"),
    "media.moved": _l("Recording’s state changed"),
    "media.reopened": _l("Closure of a recording ended"),
    "media.taken_in": _l("Recording taken in"),
    "media.viewed": _l("Recording’s page viewed"),
    "moderation.approve": _l("Story approved"),
    "moderation.brought_back": _l("Story brought back to review"),
    "moderation.changed": _l("Story changed"),
    "moderation.closed": _l("Story closed until a day"),
    "moderation.copied": _l("Copy for listening made"),
    "moderation.copy_asked": _l("Copy for listening asked for"),
    "moderation.fell_back": _l("Story fell back to review"),
    "moderation.listened": _l("Story listened to"),
    "moderation.proposed": _l("Story proposed"),
    "moderation.released": _l("Story released"),
    "moderation.reopened": _l("Closure ended"),
    "moderation.return": _l("Story returned"),
    "moderation.takedown_decided": _l("Request to take down decided"),
    "moderation.takedown_requested": _l("Takedown asked for"),
    "moderation.viewed": _l("Story’s page viewed"),
    "people.added": _l("Person entered"),
    "people.agreement_recorded": _l("Agreement recorded"),
    "people.agreement_withdrawn": _l("Agreement withdrawn"),
    "people.allowed_together": _l("Two people allowed together again"),
    "people.edited": _l("Person’s data changed"),
    "people.exported": _l("What is kept about a person taken out"),
    "people.held_viewed": _l("Looked at what is kept about a person"),
    "people.kept_apart": _l("Two people kept apart"),
    "people.closed": _l("Person closed until a day"),
    "people.never_publish": _l("Decided never to publish"),
    "people.never_publish_lifted": _l("Decision never to publish taken back"),
    "people.outcome_recorded": _l("Outcome recorded"),
    "people.reopened": _l("Closure of a person ended"),
    "people.own_link_given": _l("Own link given"),
    "people.own_link_opened": _l("Own link opened"),
    "people.own_link_revoked": _l("Own link closed"),
    "people.representative_linked": _l("Representative linked"),
    "people.representative_unlinked": _l("Representative’s link removed"),
    "people.viewed": _l("Person’s page viewed"),
    "reading.link_given": _l("Link given to a family"),
    "reading.link_revoked": _l("Family’s link closed"),
    "sessions.attendance_noted": _l("Attendance noted"),
    "sessions.cancelled": _l("Session cancelled"),
    "sessions.changed": _l("Session’s plan changed"),
    "sessions.held": _l("Session closed"),
    "sessions.opened": _l("Session opened"),
    "sessions.planned": _l("Session planned"),
    "transcripts.all_checked": _l("Whole text marked as checked"),
    "transcripts.asked_for": _l("Writing down asked for"),
    "transcripts.begun": _l("Writing down begun"),
    "transcripts.checked": _l("Segment checked"),
    "transcripts.corrected": _l("Segment corrected"),
    "transcripts.merged": _l("Segments joined"),
    "transcripts.opened": _l("Text opened for correcting"),
    "transcripts.scripted": _l("Text taken from a script"),
    "transcripts.split": _l("Segment split"),
    "transcripts.viewed": _l("Text read"),
    "transcripts.written_down": _l("Recording written down"),
    "translations.confirmed": _l("Translation confirmed"),
    "translations.saved": _l("Translation saved"),
}


def action_told(action: str) -> str:
    """What was done; an action without words yet is told by its code."""
    return str(ACTIONS.get(action, action))


def subject_told(kind: str) -> str:
    """What kind of thing it was done to."""
    return str(SUBJECTS.get(kind, kind))


def actor_told(who: str) -> str:
    """A name, or a word for whoever has none here."""
    return str(ACTORS.get(who, who))
