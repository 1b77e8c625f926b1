"""A scan: a photograph or a PDF of a signed form.

The file itself is evidence and stays as it came. What pages show of a photograph is a copy that
a camera's notes (EXIF, the place where it was taken) never reached (DOMAIN R3).
"""

from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from PIL import Image, ImageOps

from stories.people.problems import (
    ActingFile,
    BrokenFile,
    FileTooLarge,
    LockedFile,
    NotAScan,
    TooManyPages,
    UnusableFile,
)

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PIXELS = 60_000_000
MOST_PAGES = 20
SIDE = 2000  # pixels of the longer side of what is shown: small print stays readable
HEAD = 16
PDF = b"%PDF-"
ACTING = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent"})
ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition"})
FORMATS = ("JPEG", "PNG", "WEBP")
TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # a telephone's JPEG with a second picture behind the first
    "PNG": "image/png",
    "WEBP": "image/webp",
}
PALETTES = ("1", "P", "PA")
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def look(source: IO[bytes]) -> tuple[str, bytes | None]:
    """A scan's content type and the copy to show; raises UnusableFile or another of its kind."""
    head = source.read(HEAD)
    source.seek(0)
    if head.startswith(PDF):
        _read_pdf(source)
        return "application/pdf", None
    with _open(source) as image:
        return TYPES[str(image.format)], _without_notes(image)


def _read_pdf(source: IO[bytes]) -> None:
    from pypdf import PdfReader

    try:
        reader = PdfReader(source, strict=False)
        locked = reader.is_encrypted
        pages = 0 if locked else len(reader.pages)
        acting = 0 < pages <= MOST_PAGES and acts(reader)
    except Exception:  # noqa: BLE001 - a stranger's file may break a parser in any way
        raise BrokenFile from None
    if locked:
        raise LockedFile
    if not pages:
        raise BrokenFile
    if pages > MOST_PAGES:
        raise TooManyPages
    if acting:
        raise ActingFile


def acts(reader: "PdfReader") -> bool:
    """Whether a PDF does something when it is opened, or carries other files along."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting: list[Any] = [reader.trailer["/Root"]]
    seen: set[int] = set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            if ACTING & item.keys() or item.get("/S") in ACTIONS:
                return True
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)
    return False


def _open(source: IO[bytes]) -> Image.Image:
    try:
        image = Image.open(source, formats=FORMATS)
    except BOMBS:
        raise FileTooLarge from None
    except Exception:  # noqa: BLE001 - as above
        raise NotAScan from None
    if image.width * image.height > MOST_PIXELS:
        raise FileTooLarge
    return image


def _without_notes(image: Image.Image) -> bytes:
    try:
        image.draft("RGB", (SIDE, SIDE))
        image.load()
        if image.mode in PALETTES:  # they are made smaller with less care
            image = image.convert("RGBA")
        # Smaller first: turned and converted at its full size it takes three times the memory.
        image.thumbnail((SIDE, SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    except UnusableFile:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise BrokenFile from None
    # A fresh picture carries the colours over and nothing else.
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    kept = BytesIO()
    clean.save(kept, "JPEG", quality=80, optimize=True)
    return kept.getvalue()
