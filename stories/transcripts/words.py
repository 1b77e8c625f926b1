"""The words people read for languages and for what should be listened to again."""

from typing import Any

from flask_babel import lazy_gettext as _l

SHORT = {"kk": _l("Kaz"), "ru": _l("Rus")}
IN = {"kk": _l("In Kazakh"), "ru": _l("In Russian")}
FLAGS: dict[str, Any] = {
    "skipped": _l("a voice the machine did not write down"),
    "no_voice": _l("words where no voice is heard"),
    "known_phrase": _l("perhaps nobody said this"),
    "loop": _l("repeats itself"),
    "too_fast": _l("more words than fit the time"),
    "other_language": _l("neither Kazakh nor Russian"),
    "unsure": _l("the machine was unsure"),
    "language_unsure": _l("perhaps the other language"),
}
