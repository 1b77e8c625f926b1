"""The house's own themes by slug, named in Kazakh, Russian and English: everyday life alone."""

THEMES: dict[str, tuple[str, str, str]] = {
    "bread": ("Нан мен дастарқан", "Хлеб и дастархан", "Bread and the table"),
    "childhood": ("Балалық шақ", "Детство", "Childhood"),
    "crafts": ("Қолөнер", "Ремесло", "Crafts"),
    "family": ("Отбасы", "Семья", "Family"),
    "feasts": ("Той мен мерекелер", "Праздники", "Feasts and holidays"),
    "friends": ("Дос пен көрші", "Друзья и соседи", "Friends and neighbours"),
    "games": ("Ойындар", "Игры", "Games"),
    "home": ("Туған үй", "Родной дом", "Home"),
    "journeys": ("Жол мен сапар", "Дорога", "Journeys"),
    "music": ("Ән мен күй", "Песни и музыка", "Songs and music"),
    "nature": ("Табиғат", "Природа", "Nature"),
    "sayings": ("Мақал-мәтел", "Пословицы", "Sayings"),
    "school": ("Мектеп", "Школа", "School"),
    "work": ("Еңбек", "Работа", "Work"),
}
