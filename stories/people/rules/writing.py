"""What may stand in a line about somebody: signs people read, and no identity number."""

import re
import unicodedata

ONE_NAME = 160  # letters, as a reader counts them
# Signs nobody sees and that change nothing: joiners, soft hyphens, variation selectors, NUL.
INVISIBLE = re.compile(
    "[\x00\u00ad\u034f\u180b-\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
# Pictures, control signs, marks that turn the line, signs without a meaning.
UNREADABLE = frozenset({"So", "Cc", "Cf", "Co", "Cs", "Cn", "Me"})
FIRST_PICTURE = "\u2190"  # below it stand №, ° and the like
SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
TWELVE = re.compile(r"(?<![\d+])\d{12}(?!\d)")
TWELVE_APART = re.compile(r"(?<![\d+])\d(?:[ \-]?\d){11}(?![ \-]?\d)")
BIRTHDAY = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-6]")


def tidy(value: str | None) -> str:
    """A line without doubled spaces and invisible signs, its letters composed (NFC)."""
    seen = INVISIBLE.sub("", value or "")
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def unreadable(text: str) -> bool:
    """Whether a tidy text has pictures, or signs that steer the line instead of being read."""
    return any(
        unicodedata.category(sign) in UNREADABLE or sign in SKIN_TONES
        for sign in text
        if not _plain(sign)
    )


def _plain(sign: str) -> bool:
    symbol = unicodedata.category(sign) == "So" and sign < FIRST_PICTURE
    return symbol or sign == "\n"


def letters(text: str) -> int:
    """How long a text is to its reader: a letter and the marks upon it count once."""
    return sum(not unicodedata.category(sign).startswith("M") for sign in text)


def has_letter(text: str) -> bool:
    """Whether there is anything to read aloud in it."""
    return any(sign.isalpha() for sign in text)


def like_an_identity_number(text: str) -> bool:
    """Whether twelve digits stand in a text as an IIN has them (DOMAIN X8).

    A telephone number of twelve digits begins with a plus. Parted digits count when they begin
    with a date, as an IIN does.
    """
    if TWELVE.search(text):
        return True
    found = (re.sub(r"\D", "", match.group()) for match in TWELVE_APART.finditer(text))
    return any(BIRTHDAY.match(digits) for digits in found)
