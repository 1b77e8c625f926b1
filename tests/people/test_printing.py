"""Printed forms, read back out of the PDF."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from stories.people.documents import LANGUAGES, document, words
from stories.people.models import Stage, Wording
from stories.people.printing import Answers, Page, printed
from stories.people.rules import make_code, spaced

NAME = "Әсел Ғабитқызы Ңұрөү Һіқ"
EVERY = [(stage, wording) for stage in Stage for wording in Wording]


def form(language="kk", stage=Stage.BEFORE, wording=Wording.ADULT):
    return document("1", language, stage, wording, "«Үміт» орталығы")


def read(pdf):
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages), len(pages)


def close(text):
    """Without spaces: a PDF keeps places of letters, not of spaces."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("stage", "wording"), EVERY)
def test_every_sentence_and_letter_is_on_the_paper(language, stage, wording):
    shown = form(language, stage, wording)
    code = make_code(123_456_789)
    pdf = printed(Page(shown, (("name", NAME),), code, "https://example.org/forms?code=x"))
    told, pages = read(pdf)
    assert pages == 2  # one leaf
    told = close(told)
    for question in shown.questions:
        assert close(question.text) in told
        assert all(close(one) in told for one in question.options.values())
    if wording is not Wording.PICTURES:
        assert all(close(one) in told for part in shown.parts for one in part.text)
    assert all(close(one.text) in told for one in shown.panels)
    assert close(NAME) in told
    assert told.count(close(spaced(code))) == pages  # in the foot of each page
    said = words("1", language)
    for label in ("yes", "no", "day", "explained"):
        assert close(said[label]) in told


def test_nothing_is_ticked_and_the_code_names_nobody():
    """DOMAIN C7: a ticked box would be two more strokes."""
    code = make_code(5)
    empty = printed(Page(form(), code=code, address="https://example.org/forms?code=" + code))
    answered = printed(Page(form(), answers=Answers(frozenset({"record"}), ends_on=None)))
    assert empty != answered
    plain, _pages = read(empty)
    assert NAME not in plain


def test_a_form_without_a_code_says_that_it_is_a_sample():
    told, _pages = read(printed(Page(form("ru"))))
    assert "Образец, не для подписи" in told


def test_the_copy_shows_what_was_answered():
    answers = Answers(
        frozenset({"share"}),
        {"audience": "family", "naming": "pseudonym"},
        date(2031, 5, 1),
        (("given", "2026 ж. 1 мамыр"), ("witness", "Гүлнар")),
    )
    told, _pages = read(printed(Page(form(stage=Stage.AFTER), (("name", NAME),), answers=answers)))
    assert "Жауаптардың көшірмесі" in told
    assert close("2031 ж. 1 мамыр") in close(told)
    assert "Гүлнар" in told
    assert "Қолы" not in told


@pytest.mark.parametrize("name", ['#panic("x")', "*а* _б_ $x$ `", "@preview/x:1", "\\", "ә" * 160])
def test_a_name_is_only_a_name(name):
    told, _pages = read(printed(Page(form(), (("name", name),))))
    assert close(name)[:40] in close(told)
