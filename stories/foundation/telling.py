"""Words that would tell a family's past if they stood in a name (DOMAIN P3)."""

from stories.foundation.search import fold

WHOLE = frozenset(
    {
        "isis",
        "isil",
        "игил",
        "игилде",
        "игилден",
        "игилом",
        "иггил",
        "ирак",
        "ирака",
        "ираке",
        "ираку",
        "ираком",
        "сирии",
        "сирию",
        "сирией",
        "ракка",
        "ракке",
        "ракку",
    }
)
# Kazakh words grow at their end: «Сириядан», «Ирактан». Each is folded as it is compared.
BEGINNINGS = (
    "zhusan",
    "jusan",
    "жусан",
    "rusaf",
    "русаф",
    "returnee",
    "repatri",
    "репатри",
    "возвращен",
    "вернувш",
    "оралман",
    "syria",
    "iraq",
    "сирия",
    "сирийс",
    "сирийц",
    "сириец",
    "ирактан",
    "иракта",
    "иракка",
    "ирактын",
    "ирактык",
    "иракск",
    "даиш",
    "caliphate",
    "халифат",
    "raqqa",
    "мосул",
    "terroris",
    "террор",
    "jihad",
    "джихад",
    "жихад",
    "боевик",
)


def tells_too_much(text: str) -> bool:
    """Whether a name, title or label says returnee, Zhusan, Rusafa or the like."""
    return any(word in WHOLE or word.startswith(BEGINNINGS) for word in fold(text).split())
