"""What everybody tries first: known words, names, patterns, and walks over the keys (DOMAIN X1)."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from string import digits, punctuation

FEW_SIGNS = 4  # different ones
FEW_WORDS = 3  # that stand in every guesser's list
LONGEST_PATTERN = 8  # «алма1алма1алма1» is one word, said three times
LOOKS_LIKE = str.maketrans("013457$@!", "oieastsai")
LEAST_NAME = 3  # letters of somebody's name that count as a word

LATIN = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
RUSSIAN = ("ё1234567890-=", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю.")
KAZAKH = ("(әіңғ,.үұқөһ", *RUSSIAN[1:])
ROWS_IN_ORDER = ("abcdefghijklmnopqrstuvwxyz", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
# «gfhjkm» is «пароль», typed while the keyboard still spoke Latin.
AS_RUSSIAN = str.maketrans("".join(LATIN[1:]), "".join(RUSSIAN[1:]))
AS_LATIN = str.maketrans("".join(RUSSIAN[1:]), "".join(LATIN[1:]))


def is_common(passphrase: str, about: Iterable[str] = ()) -> bool:
    """Whether a guesser comes upon it soon; ``about`` names whose it is and where they work."""
    plain = "".join(passphrase.casefold().split())
    if len(set(plain)) <= FEW_SIGNS or _repeats(plain) or _walks(plain):
        return True
    words = _listed() | _parts(about)
    return any(_is_few_words(letters, words) for letters in _readings(plain))


def _repeats(plain: str) -> bool:
    sizes = range(1, min(LONGEST_PATTERN, len(plain) // 2) + 1)
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in sizes)


def _walks(plain: str) -> bool:
    """Whether it goes from key to neighbouring key, with a jump every third sign at most."""
    near = _neighbours()
    jumps = sum((one, other) not in near for one, other in pairwise(plain))
    return jumps + 1 <= len(plain) / 3


@lru_cache(maxsize=1)
def _neighbours() -> frozenset[tuple[str, str]]:
    pairs = [pair for row in ROWS_IN_ORDER for pair in pairwise(row)]
    for keyboard in (LATIN, RUSSIAN, KAZAKH):
        pairs += [pair for row in keyboard for pair in pairwise(row)]
        # A key stands between two of the row below; the row of digits begins a key further left.
        for upper, lower in ((keyboard[0][1:], keyboard[1]), *pairwise(keyboard[1:])):
            pairs += zip(upper, lower, strict=False)
            pairs += zip(upper[1:], lower, strict=False)
    same = [(sign, sign) for pair in pairs for sign in pair]
    return frozenset(pairs) | {(other, one) for one, other in pairs} | frozenset(same)


def _readings(plain: str) -> set[str]:
    """Its letters as they stand, with digits read as letters, and on the other keyboard."""
    bare = plain.strip(digits + punctuation)  # the year at the end is no secret
    typed = (plain, bare.translate(LOOKS_LIKE), plain.translate(AS_RUSSIAN))
    return {"".join(filter(str.isalpha, one)) for one in (*typed, plain.translate(AS_LATIN))}


def _is_few_words(letters: str, words: frozenset[str]) -> bool:
    """Whether a text is nothing but listed words, and few of them."""
    sizes = {len(word) for word in words}
    # How few words lead up to each place; one more than a few stands for «none, or too many».
    fewest = [0, *[FEW_WORDS + 1] * len(letters)]
    for end in range(1, len(letters) + 1):
        starts = [end - size for size in sizes if size <= end]
        ways = [fewest[start] for start in starts if letters[start:end] in words]
        fewest[end] = min([*ways, FEW_WORDS]) + 1
    return fewest[-1] <= FEW_WORDS


def _parts(about: Iterable[str]) -> frozenset[str]:
    """The letters of names and addresses: whole, each side of the @, and word by word."""
    found: set[str] = set()
    for text in about:
        folded = text.casefold()
        spaced = "".join(sign if sign.isalpha() else " " for sign in folded)
        found |= {
            *spaced.split(),
            *("".join(filter(str.isalpha, half)) for half in folded.split("@")),
        }
    return frozenset(word for word in found if len(word) >= LEAST_NAME)


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return frozenset(files("stories.accounts").joinpath("common.txt").read_text("utf-8").split())
