"""The first themes of the shared vocabulary; migrations put them into every house."""

import uuid

NAMESPACE = uuid.UUID("6f1f9b5e-0d0c-5f6e-9c55-0a8b3a1d7c10")


def _theme(slug: str, kk: str, ru: str, en: str) -> dict[str, object]:
    identifier = uuid.uuid5(NAMESPACE, slug)
    return {"id": identifier, "slug": slug, "name_kk": kk, "name_ru": ru, "name_en": en}


VOCABULARY = (
    _theme("bread", "Нан мен дастарқан", "Хлеб и застолье", "Bread and food"),
    _theme("crafts", "Қолөнер", "Ремёсла", "Crafts"),
    _theme("games", "Балалық шақ ойындары", "Игры детства", "Childhood games"),
    _theme("music", "Ән мен күй", "Песни и музыка", "Music"),
    _theme("work", "Еңбек", "Труд", "Work"),
    _theme("holidays", "Мерекелер", "Праздники", "Holidays"),
    _theme("nature", "Табиғат", "Природа", "Nature"),
    _theme("school", "Мектеп", "Школа", "School"),
    _theme("family", "Отбасы", "Семья", "Family"),
    _theme("journeys", "Сапар", "Дорога", "Journeys"),
)
