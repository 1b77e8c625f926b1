"""Files to fill in: the headings in one language, one example, and what each column takes."""

import csv
from io import BytesIO, StringIO

from stories.people.sheets.columns import COLUMNS, heading

# One grown-up who speaks for a child, and the child; whoever leaves them in imports neither.
EXAMPLES: dict[str, list[dict[str, str]]] = {
    "kk": [
        {
            "generation": "Заңды өкіл",
            "name": "Мысал Гүлнар",
            "birth_year": "1985",
            "languages": "қазақша, орысша",
            "telephone": "+7 700 000 00 00",
        },
        {
            "generation": "Жас буын өкілі",
            "name": "Мысал Айдана",
            "pseudonym": "Қарлығаш",
            "birth_date": "14.03.2014",
            "languages": "қазақша",
            "representative": "Мысал Гүлнар",
        },
    ],
    "ru": [
        {
            "generation": "Законный представитель",
            "name": "Пример Гульнар",
            "birth_year": "1985",
            "languages": "казахский, русский",
            "telephone": "+7 700 000 00 00",
        },
        {
            "generation": "Представитель младшего поколения",
            "name": "Пример Айдана",
            "pseudonym": "Ласточка",
            "birth_date": "14.03.2014",
            "languages": "казахский",
            "representative": "Пример Гульнар",
        },
    ],
    "en": [
        {
            "generation": "Legal representative",
            "name": "Example Gulnar",
            "birth_year": "1985",
            "languages": "Kazakh, Russian",
            "telephone": "+7 700 000 00 00",
        },
        {
            "generation": "Young person",
            "name": "Example Aidana",
            "pseudonym": "Swallow",
            "birth_date": "14.03.2014",
            "languages": "Kazakh",
            "representative": "Example Gulnar",
        },
    ],
}
EXAMPLE_NAMES = frozenset(row["name"] for rows in EXAMPLES.values() for row in rows)
SHEETS = {"kk": ("Адамдар", "Түсіндірме"), "ru": ("Люди", "Пояснения"), "en": ("People", "Notes")}
NOTES = {
    "kk": (
        "Әр жолда — бір адам. Мысал жолдарды өшіріңіз; қалып қойса, олар енгізілмейді.",
        "«Кім» бағанына жазылады: Үлкен буын өкілі, Жас буын өкілі немесе Заңды өкіл.",
        "«Кім» мен «Есімі» міндетті, қалғанын бос қалдыруға болады.",
        "Туған жылы да, туған күні де жазылмаса, адам бала саналады.",
        "Баланың бүркеншік есімі бос болса, жүйе өзі ұсынады.",
        "Заңды өкілдің есімі осы файлдағыдай немесе жүйедегідей жазылады.",
        "Тілдер үтірмен бөлінеді. Күн былай жазылады: 14.03.2014.",
        "ЖСН жазбаңыз: ондай баған да, сан да қабылданбайды.",
    ),
    "ru": (
        "В строке — один человек. Строки с примером удалите; если останутся, их не внесут.",
        "В столбце «Кто» пишите: старший, младший или законный представитель.",
        "Нужны «Кто» и «Имя», остальное можно не заполнять.",
        "Если нет ни года, ни даты рождения, человек считается ребёнком.",
        "Если псевдоним ребёнка не указан, система предложит его сама.",
        "Имя законного представителя пишется так же, как в этом файле или в системе.",
        "Языки — через запятую. Дата — так: 14.03.2014.",
        "ИИН не пишите: ни такой столбец, ни такое число не принимаются.",
    ),
    "en": (
        "One person in each line. Delete the example lines; if they stay, they are not entered.",
        "The column “Who”: Elder, Young person or Legal representative.",
        "“Who” and “Name” are needed; the rest may stay empty.",
        "Without a year or date of birth somebody counts as a child.",
        "If a child’s pseudonym is empty, one is suggested.",
        "A legal representative’s name is written as in this file or as in the system.",
        "Part languages with commas. Write a date as 14.03.2014.",
        "Write no identity number (IIN): neither such a column nor such a number is taken.",
    ),
}


def template(language: str, kind: str) -> bytes:
    """A file to fill in: ``csv`` (UTF-8 with its mark and semicolons, as Excel wants) or xlsx."""
    return _csv(language) if kind == "csv" else _xlsx(language)


def _rows(language: str) -> list[list[str]]:
    heads = [heading(field, language) for field in COLUMNS]
    return [heads, *([row.get(field, "") for field in COLUMNS] for row in EXAMPLES[language])]


def _csv(language: str) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(_rows(language))
    return text.getvalue().encode("utf-8-sig")


def _xlsx(language: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    people, notes = SHEETS[language]
    sheet = book.worksheets[0]
    sheet.title = people
    for row in _rows(language):
        sheet.append(row)
    for number in range(1, len(COLUMNS) + 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 22
    sheet.freeze_panes = "A2"
    told = book.create_sheet(notes)
    told.column_dimensions["A"].width = 100
    for line in NOTES[language]:
        told.append([line])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
