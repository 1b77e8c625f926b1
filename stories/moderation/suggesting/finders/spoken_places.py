"""Houses and schools by their number, in a text whose numbers are in digits. Pure."""

import re
from typing import Final

from stories.moderation.suggesting.finders.found import Kind

_HOUSE_KK: Final = (
    r"\d+#\s+(?:үй|пәтер|корпус|барак|квартира|көше|учаск|мөлтек|шағын)(?!імі|іні|лен)\w*"
)
_KIND_KK: Final = (
    r"(?:мектеп-интернат|мектеб|мектеп|гимназия|лице[йі]|балабақша|интернат|колледж|училище)"
)
_KIND_RU: Final = (
    r"(?:школ|гимнази|лице[йяюе]|интернат|училищ|детск\w+\s+сад|садик|детсад|колледж)\w*"
)
_COUNTED: Final = (
    r"(?!\s+(?:лет|год|человек|месяц|класс|раз|дет|учен|учит|километр|рубл|тысяч|недел|дн[еяё]|час"
    r"|минут|метр|верст|тенге|мальчик|девоч))"
)


def _told(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


PLACES: Final = {
    "kk": (
        (
            _told(rf"\b(?![12]#\s+үй){_HOUSE_KK}(?:\s*,?\s*{_HOUSE_KK})*"),
            Kind.ADDRESS,
        ),
        (_told(r"\b(?:үй|пәтер)\s+(?:нөмірі|номері)\s+\d+"), Kind.ADDRESS),
        (
            _told(rf"\b\d+#\s+(?:\w+\s+)?{_KIND_KK}\w*|\b{_KIND_KK}\w*\s+(?:нөмірі|номері)\s+\d+"),
            Kind.SCHOOL,
        ),
    ),
    "ru": (
        (
            _told(
                rf"\b(?:дом|доме|квартира|квартире|барак|бараке)\s+(?:номер\s+)?\d+(?![\d#]){_COUNTED}"
                rf"(?:\s*,?\s*(?:квартира|кв|дом|корпус|подъезд|квартире)\s+\d+(?![\d#]))*"
            ),
            Kind.ADDRESS,
        ),
        (
            _told(r"\b\d+#\s+(?:микрорайон|квартал|линия|линии|квартир|барак)\w*"),
            Kind.ADDRESS,
        ),
        (
            _told(
                rf"\b\d+#\s+(?:\w+(?:ой|ую|ая|ий|ом|ем)\s+)?{_KIND_RU}"
                rf"|\b{_KIND_RU}\s+номер\s+\d+(?![\d#])"
                rf"|\b{_KIND_RU}\s+\d+(?![\d#]){_COUNTED}"
            ),
            Kind.SCHOOL,
        ),
    ),
}
