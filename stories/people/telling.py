"""Words that would tell a family's past if they stood in a name (DOMAIN P3)."""

from stories.foundation.search import fold

WHOLE = frozenset(
    {
        "isis",
        "isil",
        "syria",
        "iraq",
        "игил",
        "иггил",
        "даиш",
        "ирак",
        "ирака",
        "сирия",
        "сирии",
        "сирию",
    }
)
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
    "сирийск",
    "иракск",
    "jihad",
    "джихад",
    "жихад",
    "боевик",
)


def tells_too_much(text: str) -> bool:
    """Whether a name, title or label says returnee, Zhusan, Rusafa or the like."""
    return any(word in WHOLE or word.startswith(BEGINNINGS) for word in fold(text).split())
