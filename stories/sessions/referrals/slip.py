"""The slip for the family: where and when to go, whom to ask for. It never tells why (P3).

What the specialist is would tell it, and so would the organisation's name: neither stands there.
"""

from functools import cache
from pathlib import Path

from flask_babel import force_locale

from stories.foundation.i18n import day_clock, weekday
from stories.foundation.typeset import typeset
from stories.sessions.referrals.models import Referral

HERE = Path(__file__).parent
WORDS = {
    "kk": ("Қашан", "Қайда", "Кімді сұрау керек", "Телефоны", "Уақытын өзіңіз келісіңіз"),
    "ru": ("Когда", "Куда", "Кого спросить", "Телефон", "О времени договоритесь сами"),
}


def language_of(row: Referral) -> str:
    """Kazakh or Russian, whichever the person speaks; Kazakh where they speak both or neither."""
    spoken = set(row.person.languages)
    return "ru" if "ru" in spoken and "kk" not in spoken else "kk"


def slip(row: Referral) -> bytes:
    """The PDF, one A6 page."""
    language = language_of(row)
    return typeset(_source(), {"language": language, "lines": lines(row, language)})


def lines(row: Referral, language: str) -> list[tuple[str, str]]:
    """What stands on it, as pairs of words."""
    when, where, whom, telephone, open_time = WORDS[language]
    found = [(when, open_time)]
    if row.meets_at is not None:
        with force_locale(language):
            found = [(when, f"{weekday(row.meets_at)}, {day_clock(row.meets_at)}")]
    found.append((where, row.meets_where))
    specialist = row.specialist
    if specialist is not None:
        found.append((whom, specialist.name))
        if specialist.phone and specialist.organisation_id == row.organisation_id:
            found.append((telephone, specialist.phone))
    return [(word, " ".join(_breakable(part) for part in said.split())) for word, said in found]


def _breakable(word: str) -> str:
    return word if len(word) <= 20 else "\u200b".join(word)  # noqa: PLR2004 - letters of a line


@cache
def _source() -> str:
    return (HERE / "slip.typ").read_text(encoding="utf-8")
