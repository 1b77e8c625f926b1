"""What a person sees: the words of their language, a page that is in order, a picture of it."""

import io
import os
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.support import Translations
from playwright.sync_api import Page

from tests.browser import axe
from tools.catalogues import po_of, read

WIDTHS = (360, 1280)


@cache
def _spoken(language: str) -> Translations:
    file = io.BytesIO()
    write_mo(file, read(po_of(language), language))
    file.seek(0)
    return Translations(file)


class Tongue:
    """What the interface says in a language, by what it says in English: ``told("Save")``."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, message: str, **values: object) -> str:
        said = _spoken(self.language).ugettext(message)
        assert said != message, f"nothing is said for this in {self.language}: {message}"
        return str(said % values if values else said)

    def count(self, one: str, many: str, num: int) -> str:
        """The same where something is counted."""
        return str(_spoken(self.language).ungettext(one, many, num) % {"num": num})


def speak(page: Page, language: str) -> Tongue:
    """From its next page on the house speaks that language here."""
    page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
    return Tongue(language)


def in_order(page: Page, name: str = "") -> None:
    """Axe finds nothing, nothing runs out of the side; kept as pictures where one wants to look."""
    axe.check(page)
    axe.fits(page)
    if name:
        pictures(page, name)


def pictures(page: Page, name: str) -> None:
    """The page at both widths, by day and by night, where somebody wants to look."""
    folder, size = os.environ.get("STORIES_TEST_PICTURES"), page.viewport_size
    if not folder or size is None:
        return
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": size["height"]})
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
            page.screenshot(path=Path(folder) / f"{name}-{width}-{light}.png", full_page=True)
    page.emulate_media(color_scheme="null")
    page.set_viewport_size(size)
