"""What this room keeps about somebody: that texts with their words stand in another language."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.holdings import Holding
from stories.foundation.i18n import day
from stories.people.words import language_name
from stories.translations import queries

TABLES = ("segment_translations",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each text and language."""
    for version, language, count in queries.translated_with(person_id):
        session = version.recording.session
        title = _("Translation of the text of %(day)s", day=day(session.starts_at, session.zone))
        said = (
            (_("Language"), language_name(language)),
            (_("Length"), ngettext("%(num)d segment", "%(num)d segments", count)),
        )
        facts = {"language": language, "segments": count}
        table = "segment_translations"
        yield Holding("translations", table, version.id, title, said, facts, shared=True)
