"""Printable pages: every Kazakh letter, the same bytes again, nothing from outside."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from stories.foundation.db.types import KK_ALPHABET
from stories.foundation.typeset import typeset

SOURCE = """
#set text(font: "Libertinus Serif", lang: "kk", ligatures: false)
#json(bytes(sys.inputs.data)).words
"""


def test_every_kazakh_letter_is_printed():
    words = f"{KK_ALPHABET} {KK_ALPHABET.upper()} « » — №"
    pdf = typeset(SOURCE, {"words": words})
    told = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "".join(told.split()) == "".join(words.split())


def test_the_same_page_is_the_same_bytes():
    assert typeset(SOURCE, {"words": "нан"}) == typeset(SOURCE, {"words": "нан"})


def test_marks_of_the_language_are_letters_in_what_is_told():
    pdf = typeset(SOURCE, {"words": '#strong[*нан*] @preview $x$ "'})
    assert '#strong[*нан*] @preview $x$ "' in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_packages_from_outside_are_refused():
    with pytest.raises(ValueError, match="outside"):
        typeset('#import "@preview/x:1.0.0"', {})
