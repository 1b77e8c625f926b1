"""What may stand on a card that leaves the house. Pure."""

from collections.abc import Iterable

from stories.foundation.search import fold
from stories.foundation.telling import tells_too_much
from stories.people.models import Naming

LONGEST_THEME = 80
LEAST = 4  # letters of a place's beginning
PLACES = (
    "акмол",
    "актоб",
    "актюб",
    "алмат",
    "астан",
    "атырау",
    "жетису",
    "жетысу",
    "караганд",
    "костанай",
    "кызылорд",
    "кокшетау",
    "мангистау",
    "мангыстау",
    "орал",
    "уральск",
    "павлодар",
    "петропавл",
    "семипалат",
    "тараз",
    "талдыкорган",
    "туркестан",
    "туркистан",
    "улытау",
    "шымкент",
    "жезказган",
    "усть-каменог",
    "оскемен",
    "актау",
    "облыс",
    "област",
)
# «Семейде» is a town, «семейный» is of a family.
TOWN = frozenset({"семей", "семейде", "семейге", "семейден", "семейдин", "семейдеги"})


def language_for(spoken: Iterable[str]) -> str:
    """Kazakh or Russian, whichever somebody speaks; Kazakh where they speak both or neither."""
    known = set(spoken)
    return "ru" if "ru" in known and "kk" not in known else "kk"


def theme_may_stand(theme: str, others: Iterable[str] = ()) -> bool:
    """Whether a theme tells nothing that may not leave: no past, no place, no word of ``others``.

    ``others`` are places of the session itself, as its organisation writes them.
    """
    words = fold(theme).replace("-", " ").split()
    told = {word for text in others for word in fold(text).split() if len(word) >= LEAST}
    stems = (*(fold(place) for place in PLACES), *told)
    placed = any(word in TOWN or word.startswith(stems) for word in words)
    return not placed and not tells_too_much(theme)


def name_for(name: str, pseudonym: str | None, naming: Naming, *, child: bool) -> str:
    """The name a card calls somebody by: a child never by its own; empty without any (P1)."""
    if naming is Naming.OWN_NAME and not child:
        return name
    return (pseudonym or "") if naming is not Naming.ANONYMOUS or child else ""
