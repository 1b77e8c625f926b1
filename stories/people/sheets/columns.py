"""The columns of a list, by whatever heading it has in Kazakh, Russian or English.

Headings are part of the files and not of the interface: whoever reads Russian may be sent a list
with Kazakh headings, so all of them are known at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from stories.foundation.search import fold
from stories.people.sheets.table import BadSheet

# field → its heading in kk, ru, en, and other headings people write
COLUMNS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "generation": ("Кім", "Кто", "Who", ("Who is it", "Кто это", "Кім бұл", "Generation")),
    "name": (
        "Есімі",
        "Имя",
        "Name",
        ("Есім", "Аты-жөні", "Толық аты", "ФИО", "Ф.И.О.", "Полное имя", "Full name"),
    ),
    "surname": ("Тегі", "Фамилия", "Surname", ("Фамилиясы", "Last name")),
    "given_name": ("Аты", "Собственное имя", "Given name", ("Өз аты", "First name")),
    "patronymic": ("Әкесінің аты", "Отчество", "Patronymic", ("Middle name",)),
    "pseudonym": ("Бүркеншік есімі", "Псевдоним", "Pseudonym", ("Бүркеншік есім",)),
    "birth_year": ("Туған жылы", "Год рождения", "Year of birth", ("Birth year", "Г.р.")),
    "birth_date": ("Туған күні", "Дата рождения", "Date of birth", ("Birth date", "Birthday")),
    "languages": ("Тілдері", "Языки", "Languages", ("Тілі", "Язык", "Language")),
    "needs_interpreter": ("Аудармашы керек", "Нужен переводчик", "Needs an interpreter", ()),
    "region": ("Өңірі", "Регион", "Region", ("Өңір", "Облыс", "Область")),
    "telephone": ("Телефоны", "Телефон", "Telephone", ("Phone", "Байланыс", "Контакт", "Contact")),
    "reach_note": ("Қалай хабарласуға болады", "Как связаться", "How to reach them", ()),
    "interests": ("Қызығушылықтары", "Интересы", "Interests", ("Қызығушылығы",)),
    "readiness": ("Қатысуы", "Участие", "Taking part", ("Readiness",)),
    "representative": (
        "Заңды өкілінің есімі",
        "Имя законного представителя",
        "Name of the legal representative",
        ("Заңды өкілі", "Законный представитель", "Legal representative", "Representative"),
    ),
}
LANGUAGES = ("kk", "ru", "en")
IDENTITY = frozenset({"иин", "жсн", "iin", "инн"})  # DOMAIN X8
NAMES = ("name", "surname", "given_name")
_BY_HEAD = {
    fold(head): field
    for field, (kk, ru, en, others) in COLUMNS.items()
    for head in (kk, ru, en, *others)
}


@dataclass(frozen=True)
class Columns:
    """Which field stands in which column, and the headings that are not taken over."""

    fields: dict[int, str]
    unknown: list[str]
    identity: list[str]


def heading(field: str, language: str) -> str:
    """What a column is called in a language."""
    return str(COLUMNS[field][LANGUAGES.index(language)])


def known_heads(heads: Iterable[str]) -> int:
    """How many of these are headings of ours."""
    return sum(fold(head) in _BY_HEAD for head in heads)


def columns_of(heads: list[str], language: str) -> Columns:
    """Find the columns; raises BadSheet where one that is needed is missing, or stands twice."""
    fields: dict[int, str] = {}
    unknown: list[str] = []
    identity: list[str] = []
    for place, head in enumerate(heads):
        field = _BY_HEAD.get(fold(head))
        if IDENTITY & set(fold(head).split()):
            identity.append(head)
        elif field is None:
            unknown.extend([head] if head else [])
        elif field in fields.values():
            raise _twice(heading(field, language))
        else:
            fields[place] = field
    _require(set(fields.values()), language)
    return Columns(fields, unknown, identity)


def _require(found: set[str], language: str) -> None:
    missing = "generation" if "generation" not in found else "name"
    if missing == "generation" or not found & set(NAMES):
        raise BadSheet(
            _l(
                "The column “%(column)s” is missing. Its heading may be Kazakh, Russian or "
                "English; the files to fill in have all of them.",
                column=heading(missing, language),
            )
        )


def _twice(column: str) -> BadSheet:
    return BadSheet(_l("The column “%(column)s” is there twice. Leave one of them.", column=column))
