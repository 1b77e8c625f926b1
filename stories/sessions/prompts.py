"""Questions that open a story, in three languages, by theme.

Everyday life alone: none about the conflict, none that asks «why» (DOMAIN S5).
"""

from flask_babel import lazy_gettext as _l

THEMES = {
    "bread": _l("Bread and the table"),
    "childhood": _l("Childhood"),
    "craft": _l("Craft"),
    "road": _l("On the road"),
    "feast": _l("Feasts and guests"),
    "song": _l("Songs and sayings"),
    "family": _l("Family"),
}

# key, whether it suits children, whether it asks for care; then Kazakh, Russian, English
Line = tuple[str, bool, bool, str, str, str]
QUESTIONS: dict[str, tuple[Line, ...]] = {
    "bread": (
        (
            "bread-smell",
            True,
            False,
            "Балалық шағыңыздағы нанның иісі қандай еді?",
            "Как пах хлеб вашего детства?",
            "How did the bread of your childhood smell?",
        ),
        (
            "bread-hands",
            True,
            False,
            "Үйде нанды кім пісіретін еді, қолы қалай қимылдайтын?",
            "Кто в доме пёк хлеб и как двигались его руки?",
            "Who baked the bread at home, and how did their hands move?",
        ),
        (
            "bread-guest",
            True,
            False,
            "Күтпеген қонақ келсе, дастарқанға не қоятын едіңіздер?",
            "Что ставили на стол, когда гость приходил неожиданно?",
            "What was put on the table when a guest came unexpectedly?",
        ),
    ),
    "childhood": (
        (
            "childhood-game",
            True,
            False,
            "Қай ойынды кеш батқанша ойнайтын едіңіз?",
            "В какую игру вы играли до темноты?",
            "Which game did you play until it grew dark?",
        ),
        (
            "childhood-friend",
            True,
            False,
            "Алғашқы досыңыз туралы айтып беріңізші.",
            "Расскажите о своём первом друге.",
            "Tell us about your first friend.",
        ),
        (
            "childhood-winter",
            True,
            False,
            "Ауылдағы қыс есіңізде қалай қалды?",
            "Какой вам запомнилась зима в ауле?",
            "What do you remember of winter in the village?",
        ),
    ),
    "craft": (
        (
            "craft-learned",
            True,
            False,
            "Өз қолөнеріңізді кімнен үйрендіңіз?",
            "У кого вы научились своему ремеслу?",
            "Whom did you learn your craft from?",
        ),
        (
            "craft-first",
            True,
            False,
            "Өз қолыңызбен жасаған алғашқы зат не еді?",
            "Какую первую вещь вы сделали своими руками?",
            "What was the first thing you made with your own hands?",
        ),
        (
            "craft-work",
            False,
            False,
            "Алғашқы жұмыс күніңіз қалай өтті?",
            "Как прошёл ваш первый рабочий день?",
            "How did your first day at work go?",
        ),
    ),
    "road": (
        (
            "road-horse",
            True,
            False,
            "Атқа алғаш мінген күніңізді айтып беріңізші.",
            "Расскажите, как вы впервые сели на коня.",
            "Tell us about the first time you rode a horse.",
        ),
        (
            "road-far",
            True,
            False,
            "Балалық шағыңыздағы ең ұзақ жол сізді қайда апарды?",
            "Куда привела вас самая длинная дорога детства?",
            "Where did the longest road of your childhood lead?",
        ),
        (
            "road-school",
            True,
            False,
            "Мектепке қалай баратын едіңіз?",
            "Как вы добирались до школы?",
            "How did you get to school?",
        ),
    ),
    "feast": (
        (
            "feast-nauryz",
            True,
            False,
            "Үйде Наурызды қалай қарсы алатын едіңіздер?",
            "Как у вас дома встречали Наурыз?",
            "How did your family greet Nauryz?",
        ),
        (
            "feast-wedding",
            True,
            False,
            "Есіңізде қалған той туралы айтып беріңізші.",
            "Расскажите о празднике, который вам запомнился.",
            "Tell us about a celebration you remember.",
        ),
        (
            "feast-gift",
            True,
            False,
            "Өзіңізге ең қымбат сыйлықты кім берді?",
            "Кто сделал вам самый дорогой подарок?",
            "Who gave you your dearest gift?",
        ),
    ),
    "song": (
        (
            "song-lullaby",
            True,
            False,
            "Сізге қандай бесік жырын айтатын еді?",
            "Какую колыбельную вам пели?",
            "Which lullaby was sung to you?",
        ),
        (
            "song-saying",
            True,
            False,
            "Үйдегілер қай мақалды жиі айтатын?",
            "Какую пословицу чаще всего повторяли у вас дома?",
            "Which saying did you hear most often at home?",
        ),
        (
            "song-dombra",
            True,
            False,
            "Ауылда домбыраны кім тартатын еді?",
            "Кто в ауле играл на домбре?",
            "Who played the dombra in the village?",
        ),
    ),
    "family": (
        (
            "family-name",
            True,
            False,
            "Атыңызды кім қойды?",
            "Кто дал вам имя?",
            "Who gave you your name?",
        ),
        (
            "family-advice",
            True,
            False,
            "Үлкендердің қай ақылы өмір бойы серік болды?",
            "Какой совет старших остался с вами на всю жизнь?",
            "Which advice of your elders stayed with you all your life?",
        ),
        (
            "family-missed",
            False,
            True,
            "Кімді сағынышпен еске аласыз?",
            "Кого вы вспоминаете с теплом и тоской?",
            "Whom do you remember with longing?",
        ),
    ),
}


def columns() -> list[dict[str, object]]:
    """The questions as columns of the table ``prompts``, in the order in which they are offered."""
    lines = [(theme, line) for theme, found in QUESTIONS.items() for line in found]
    return [_columns(place, theme, line) for place, (theme, line) in enumerate(lines)]


def _columns(place: int, theme: str, line: Line) -> dict[str, object]:
    key, for_children, sensitive, kk, ru, en = line
    return {
        "key": key,
        "place": place,
        "theme": theme,
        "for_children": for_children,
        "sensitive": sensitive,
        "text_kk": kk,
        "text_ru": ru,
        "text_en": en,
    }
