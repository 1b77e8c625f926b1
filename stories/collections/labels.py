"""Words for who a collection is for and how it may be used (DOMAIN C3, C13)."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.people.models import Audience
from stories.people.words import AUDIENCES as AUDIENCE_WORDS

AUDIENCES: dict[Audience, Any] = {
    item: AUDIENCE_WORDS[item] for item in (Audience.FAMILY, Audience.PROGRAMME, Audience.PUBLIC)
}
USE_LABELS: dict[str, Any] = {
    "elders_only": _l("For elders only"),
    "within_the_family": _l("To be heard within the family"),
    "not_for_reposting": _l("Not for reposting"),
    "name_the_narrator": _l("Name the narrator when you retell it"),
    "ask_first": _l("Ask the narrator before you retell it"),
    "not_for_teaching": _l("Not for use in lessons or talks"),
}
# Seeds of the six covers on offer: another colour and another ornament each.
COVERS = (0, 9, 18, 27, 36, 5)


def words_of(labels: Iterable[str]) -> list[Any]:
    """The words of use labels in the order of the list; an unknown one says nothing."""
    chosen = set(labels)
    return [word for key, word in USE_LABELS.items() if key in chosen]
