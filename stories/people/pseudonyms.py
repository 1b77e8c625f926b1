"""Names to choose a pseudonym from: birds, plants, the sky, the steppe and what stands in a home.

None is anybody's given name, none tells man from woman or where somebody has been: Kazakh words
have no gender, and the Russian ones among them are neuter. Nothing here is bitter or wild.
"""

import random
from collections.abc import Container, Iterator, Sequence

from stories.foundation.search import fold

BIRDS = """Бозторғай Қараторғай Сарыторғай Суықторғай Тырна Аққұтан Көкқұтан Бірқазан Қоқиқаз
Көгершін Кептер Шымшық Тоқылдақ Бөдене Дуадақ Безгелдек Шағала Қасқалдақ Сұқсыр Шүрегей Кекілік Шіл
Бұлдырық Күйкентай Тұрымтай Көкқарға Бәбісек Балапан"""
BEASTS = """Киік Елік Арқар Қошақан Лақ Құлыншақ Қоян Тиін Кірпі Борсық Суыр Сусар Тасбақа
Көбелек Инелік Ара Шегіртке Алабұға"""
PLANTS = """Түймедақ Сарғалдақ Бетеге Көде Жалбыз Жоңышқа Беде Бидай Тары Сұлы Күнбағыс Қайың
Қарағай Шырша Емен Үйеңкі Терек Тал Арша Жиде Сексеуіл Шалғын Мойыл Шетен Шырғанақ Долана Бүлдірген
Құлпынай Таңқурай Қарақат Шие Өрік Алмұрт Жаңғақ Жүзім Қауын Қарбыз Асқабақ Сәбіз Бұршақ Балдырған
Қамыс Тұңғиық Бүршік Жапырақ Масақ Өскін Дәнек"""
SKY_AND_LAND = """Темірқазық Үркер Таразы Құсжолы Кемпірқосақ Күншуақ Шуақ Ақбұлт Жаңбыр Шық
Қырау Бұлақ Тамшы Өзен Көгал Көкжиек Жайлау Тоғай Аспан Жағалау Шағыл"""
HOME = """Домбыра Қобыз Сыбызғы Жетіген Сазсырнай Шаңырақ Кереге Уық Бесік Тұскиіз Сырмақ Алаша
Текемет Торсық Сандық Асық Тоғызқұмалақ Алтыбақан Бауырсақ Құрт Ірімшік Айран Шұбат Талқан Жент"""
NEUTER = """Облачко Солнышко Пёрышко Зёрнышко Семечко Яблочко Озеро Эхо Утро Лето Небо Деревце
Гнёздышко Крылышко Поле Море Лукошко Веретено"""
NAMES = tuple(" ".join((BIRDS, BEASTS, PLANTS, SKY_AND_LAND, HOME, NEUTER)).split())
# Kazakh words that go with any of the Kazakh names, for when every single one is taken.
BEFORE = ("Ақ", "Көк", "Сары", "Қоңыр", "Кіші", "Жылы", "Дала", "Таңғы")
_ALONE = frozenset(NEUTER.split())


def suggestions(taken: Container[str], count: int, seed: int) -> list[str]:
    """Names nobody has yet (``taken`` are folded), in an order that follows from a seed."""
    found: list[str] = []
    for name in _in_turn(seed):
        if len(found) == count:
            break
        if fold(name) not in taken:
            found.append(name)
    return found


def _in_turn(seed: int) -> Iterator[str]:
    yield from _shuffled(NAMES, seed)
    pairs = [
        f"{before} {name.lower()}" for before in BEFORE for name in NAMES if name not in _ALONE
    ]
    yield from _shuffled(pairs, seed)


def _shuffled(names: Sequence[str], seed: int) -> list[str]:
    return random.Random(seed).sample(names, len(names))  # noqa: S311 - an order, not a secret
