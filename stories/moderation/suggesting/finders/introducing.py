"""Words by which somebody is introduced: what follows is a name. Pure."""

from collections.abc import Sequence
from typing import Final

from stories.moderation.suggesting.finders.words import CALLED, Word, folded

_CALLED_SO: Final = ("деген", "дейтін", "есімді", "атты")
_SOMEBODY: Final = (
    "бала", "ұл", "кісі", "адам", "жігіт", "қыз", "келін", "әйел", "азамат", "дос", "құрбы",
    "көрші", "мұғалім", "апа", "аға", "іні", "сіңлі", "қарындас", "шал", "кемпір", "ата", "әже",
    "жолдас", "немере", "туыс", "шопан", "дәрігер", "оқушы",
)  # fmt: skip
_NAME_IS: Final = (
    "атым", "атың", "аты", "есімім", "есімі",
    "зовут", "звали", "имени", "назвали",
)  # fmt: skip


def is_introduced(words: Sequence[Word], at: int, name: str) -> bool:
    """Whether the words around one say that it is somebody's name: «серік деген бала»."""
    if words[at].folded != folded(name):
        return False
    before = words[at - 1].text.casefold() if at else ""
    after = [word.text.casefold() for word in words[at + 1 : at + 3]] + ["", ""]
    if before in _NAME_IS or after[0].startswith(CALLED):
        return True
    return after[0] in _CALLED_SO and after[1].startswith(_SOMEBODY)
