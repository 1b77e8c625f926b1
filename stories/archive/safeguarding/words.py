"""The words of incidents."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.archive.safeguarding.models import IncidentKind

KINDS: dict[IncidentKind, Any] = {
    IncidentKind.DISCLOSURE: _l("Somebody told of harm done to them or to others"),
    IncidentKind.DANGER: _l("Somebody may be in danger"),
    IncidentKind.KNOWN: _l("Somebody can be recognised or found"),
    IncidentKind.EXTREMIST: _l("Calls to violence, or praise of it"),
    IncidentKind.OTHER: _l("Something else that only the safeguarding lead should read"),
}
LOOKS: dict[str, Any] = {
    "media.listened": _l("Heard the recording"),
    "media.viewed": _l("Opened the recording’s page"),
    "moderation.listened": _l("Heard the story"),
    "moderation.viewed": _l("Opened the story"),
    "moderation.looked_through": _l("Looked the story through"),
    "moderation.suggestions_viewed": _l("Looked at suggestions"),
    "redaction.viewed": _l("Looked at what is hidden"),
    "transcripts.history_viewed": _l("Looked at the text’s history"),
    "transcripts.opened": _l("Worked on the text"),
    "transcripts.viewed": _l("Read the text"),
    "translations.progress_viewed": _l("Looked at the translation"),
}
