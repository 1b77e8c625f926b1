"""What Whisper writes where nobody speaks: credits and farewells of subtitles.

Pure. Phrases are compared as folded words (see `scoring.folded`); a `*` stands for any ending.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

# Anywhere in a segment.
RUSSIAN: Final = (
    *("субтитр* сделал*", "субтитр* создал*", "субтитр* создавал*", "субтитр* делал*"),
    *("субтитр* подогнал*", "субтитр* добавил*", "субтитр* предоставил*", "субтитр* подготов*"),
    *("редактор субтитров", "корректор а *", "dimatorzok", "симон dima", "продолжение следует"),
    *("спасибо за просмотр*", "спасибо за внимание и до", "благодар* за просмотр"),
    *("подпис* на канал*", "подпис* на наш* канал*", "подпишитесь и", "став* лайк*"),
    *("ставьте лайки", "смотрите в следующей серии", "до новых встреч", "до встречи в следующем"),
)
KAZAKH: Final = (
    *("субтитр* жаса*", "субтитр* дайында*", "субтитр* авторы", "субтитрлерді *"),
    *("көргендері* рахмет*", "көргені* рахмет*", "қарағандары* рахмет*", "қарағаны* рахмет*"),
    *("назарлары* рахмет*", "назар аударғандары* рахмет*", "каналға жазыл*", "каналымызға жазыл*"),
    *("арнаға жазыл*", "арнамызға жазыл*", "лайк бас*", "жалғасы бар"),
    *("келесі бейнебаянда", "келесі видеода", "келесі кездескенше"),
)
ENGLISH: Final = (
    *("thank* for watching", "thank you for watching", "thank* for listening", "subtitles by *"),
    *("subtitle* created by", "transcript* by *", "caption* by *", "amara org"),
    *("subscribe to *", "like and subscribe", "see you in the next *", "see you next time"),
)
# Kazakh in silence drifts to its neighbours, Turkish above all.
NEIGHBOURS: Final = (
    *("altyazı m k", "izlediğiniz için teşekkür*", "abone olmayı *", "kanalıma abone *"),
    *(
        "devam edecek",
        "sous titres *",
        "untertitel *",
        "字幕*",
        "ترجمة نانسي*",
        "اشتركوا في القناة",
    ),
)
# Only where they are all that stands there: people do say them.
ALONE: Final = (
    *("музыка", "весёлая музыка", "веселая музыка", "спокойная музыка", "тревожная музыка"),
    *("аплодисменты", "смех", "тишина", "титры", "музыка играет", "фон", "шум", "стук"),
    *("әуен", "ән", "күлкі", "қол шапалақ", "үнсіздік"),
    *("music", "applause", "silence", "you", "bye", "bye bye", "thank you", "müzik", "субтитры"),
)
_SIGNS: Final = re.compile(r"[♪♫🎵🎶]")


@cache
def _anywhere() -> re.Pattern[str]:
    return _pattern((*RUSSIAN, *KAZAKH, *ENGLISH, *NEIGHBOURS))


@cache
def _alone() -> re.Pattern[str]:
    return _pattern(ALONE)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    folded = (phrase.replace("ё", "е") for phrase in phrases)
    each = (re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", " ") for phrase in folded)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")


def known_phrase(text: str, plain: str) -> bool:
    """Whether the text is, or holds, what subtitles say; `plain` is the same text folded."""
    if _SIGNS.search(text):
        return True
    return bool(_anywhere().search(plain) or _alone().fullmatch(plain))
