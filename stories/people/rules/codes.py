"""The short code in the foot of a printed form: typed by hand, read by a telephone.

Crockford's base 32 leaves out letters that look like others; two check signs find every single
wrong sign and every two that changed places. It tells nothing by itself: no name, no number.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BODY = 8  # 40 random bits: nobody comes upon somebody's form by trying
CHECKS = 2
LENGTH = BODY + CHECKS
MOST = 32**BODY
_PRIME = 1021  # the largest prime below 32 × 32
# Signs that look alike, and Cyrillic letters typed on the wrong keyboard.
_MEANT = str.maketrans("OILАВЕКМНРСТХО", "011ABEKMHPCTX0")


def make_code(number: int) -> str:
    """The code of a number below ``MOST``; raises ValueError for any other."""
    if not 0 <= number < MOST:
        raise ValueError("The number of a code has 40 bits.")
    return _signs(number, BODY) + _signs(number % _PRIME, CHECKS)


def read_code(typed: str) -> str | None:
    """The code somebody typed, however they spaced it; None when it cannot be one."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_MEANT)
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return None
    number = 0
    for sign in code[:BODY]:
        number = number * 32 + ALPHABET.index(sign)
    return code if make_code(number) == code else None


def spaced(code: str) -> str:
    """«ABCD-EFGH-JK»: how a code is printed and read aloud."""
    return "-".join((code[:4], code[4:8], code[8:]))


def _signs(number: int, count: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))
