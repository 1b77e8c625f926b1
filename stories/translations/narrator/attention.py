"""What narrators wish waits for whoever may deal with it."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.translations.narrator.models import WishKind
from stories.translations.narrator.queries import ASK, waiting_wishes
from stories.translations.narrator.words import WISHED


def waiting(actor: Actor) -> Iterator[Waiting]:
    """One line for each recording; what is not to be published comes first."""
    if not actor.can(ASK):
        return
    told = set()
    wishes = sorted(waiting_wishes(actor), key=lambda row: row.kind is not WishKind.DO_NOT_PUBLISH)
    for row in wishes:
        if row.recording_id in told:
            continue
        told.add(row.recording_id)
        yield Waiting(
            kind="stop" if row.kind is WishKind.DO_NOT_PUBLISH else "wait",
            tag=_("Narrator"),
            sentence=_(
                "“%(theme)s”: the narrator wishes something changed (%(wish)s).",
                theme=row.recording.session.theme,
                wish=WISHED[row.kind],
            ),
            url=url_for("narrators.wishes", recording_id=row.recording_id),
            action=_("Look"),
            endpoint="media.index",
        )
