"""Words that often go with trauma; they propose a content note, never hiding. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind, Theme

# Beginnings of words unless \b ends them: both languages grow at the end.
_KK: Final = {
    Theme.LOSS: (
        r"қайтыс бол|қаза (?:тап|бол)|өліп қал|өлді\b|өлген|мерт бол|шейіт бол|көз жұм"
        r"|шетіне|жерлеу|жерледі"
    ),
    Theme.WAR: (
        r"соғыс(?:ты|та|қа|тың|тан|\b)|майдан(?:да|ға|нан)\b|бомба|снаряд|жарылыс"
        r"|атыс (?:кезінде|басталғанда)"
    ),
    Theme.HUNGER: r"ашаршылы|аштықта|аштан",
    Theme.VIOLENCE: r"ұрып|соққыға жық|зорла|қинады|азапта|қорқытып|пышақтап|өлтір",
    Theme.SELF_HARM: r"өзіне қол жұмса|өз-өзіне қол|асылып",
    Theme.CAPTIVITY: (
        r"түрме|тұтқын|лагер(?:ь|де|ге|і)|жер аудар|айдауда|репрессия|қуғын-сүргін|қамауда"
    ),
}
_RU: Final = {
    Theme.LOSS: r"умер(?:ла|ли|\b)|погиб|скончал|похорон|смерт[ьи]",
    Theme.WAR: r"войн[аыеу]|войной|бомб[аыеуиё]|обстрел|снаряд|взрыв|на фронт",
    Theme.HUNGER: r"голод(?:а|е|ом|у|ал\w*|н\w+ (?:год|врем)\w*)?\b|голодомор",
    Theme.VIOLENCE: (r"избив|избил|насил|издева|пытал[иа]\b|пытк|убил|убит|убий|душил|изнасил"),
    Theme.SELF_HARM: r"покончить с собой|покончил|самоубий|повесил(?:ась|ся)",
    Theme.CAPTIVITY: (r"тюрьм|плен[ау]?\b|лагер[еяь]\b|репресс|депорт|сослал|заключённ|в ссылк"),
}
_HARD: Final = {
    language: [
        (theme, re.compile(rf"\b(?:{told})\w*", re.IGNORECASE)) for theme, told in by.items()
    ]
    for language, by in (("kk", _KK), ("ru", _RU))
}


def hard_in(text: str, language: str) -> Iterator[Found]:
    """Where a text touches something hard, and what."""
    for theme, pattern in _HARD[language]:
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), Kind.HARD, theme=theme)
