"""Cut the two typefaces down to what Kazakh, Russian and English pages need.

Usage: python tools/subset_fonts.py SOURCES TARGET

SOURCES is the folder of npm's @fontsource-variable packages. TARGET receives the woff2 files and
a `fonts.css` that names them, with the letters of each file as its unicode-range, so that a page
only fetches the files whose letters it shows.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
RUSSIAN = "".join(chr(code) for code in range(0x410, 0x450)) + "ёЁ"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SIGNS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in LATIN)
SIGNS += "\u00a0«»—–…№·₸×−“”„’‘↑↓°§©\u2009\u202f\u2011½"
# Signs and digits stand in a file of their own: a Kazakh page needs them, but no Latin letters.
PARTS = (
    ("signs", "latin", SIGNS),
    ("latin", "latin", LATIN),
    ("tenge", "latin-ext", SIGNS),
    ("cyrillic", "cyrillic", KAZAKH + RUSSIAN + SIGNS),
    ("cyrillic-ext", "cyrillic-ext", KAZAKH),
)
WEIGHTS = (400, 600)
FEATURES = ["kern", "mark", "ccmp", "locl", "tnum", "lnum"]


@dataclass(frozen=True)
class Face:
    package: str
    family: str


FACES = (Face("literata", "Literata Variable"), Face("golos-text", "Golos Text Variable"))


def letters_of(font: TTFont) -> set[int]:
    """Return the code points the font can draw."""
    return set(font.getBestCmap())


def cut(source: Path, letters: set[int]) -> TTFont:
    """Return the font at `source` with only `letters` and the weights of the house."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, name_IDs=[1, 2, 4, 6, 13, 14]
    )
    worker = subset.Subsetter(options)
    worker.populate(unicodes=letters)
    worker.subset(font)
    instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    font.flavor = "woff2"
    return font


def ranges(letters: set[int]) -> str:
    """Write code points as a CSS unicode-range."""
    spans: list[list[int]] = []
    for code in sorted(letters):
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def rule(face: Face, name: str, letters: set[int]) -> str:
    """Write the @font-face rule of one file."""
    return (
        f'@font-face{{font-family:"{face.family}";font-style:normal;font-display:swap;'
        f"font-weight:{WEIGHTS[0]} {WEIGHTS[1]};"
        f'src:url("./{name}") format("woff2");unicode-range:{ranges(letters)}}}\n'
    )


def cut_face(face: Face, sources: Path, target: Path) -> list[str]:
    """Cut every part of a face; return its CSS rules.

    Raises LookupError when a Kazakh or Russian letter is in none of the parts.
    """
    rules, drawn = [], set[int]()
    for part, origin, wanted in PARTS:
        source = sources / face.package / "files" / f"{face.package}-{origin}-wght-normal.woff2"
        letters = (letters_of(TTFont(source)) & set(map(ord, wanted))) - drawn
        if not letters:
            continue
        name = f"{face.package}-{part}.woff2"
        cut(source, letters).save(target / name)
        rules.append(rule(face, name, letters))
        drawn |= letters
    missing = set(map(ord, KAZAKH + RUSSIAN)) - drawn
    if missing:
        raise LookupError(f"{face.family} lacks {''.join(map(chr, sorted(missing)))}")
    return rules


def main(sources: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    rules = [line for face in FACES for line in cut_face(face, sources, target)]
    (target / "fonts.css").write_text("".join(rules), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
