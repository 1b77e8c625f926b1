"""Spelling hints: real dictionaries, none where there are none."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.db import db, unit_of_work
from stories.transcripts.models import Segment
from stories.transcripts.spelling import hunspell
from stories.transcripts.spelling.rules import doubted, expected, words_in

FOLDER = Path("/usr/share/hunspell")


@pytest.fixture(scope="module")
def dictionaries():
    if all(hunspell.dictionary(FOLDER, language) for language in ("kk", "ru")):
        return FOLDER
    why = "hunspell and its Kazakh and Russian dictionaries are not installed"
    if os.environ.get("STORIES_TEST_REQUIRE_SERVICES"):
        pytest.fail(why)
    pytest.skip(why)


@given(st.text(alphabet="аәғқ нңө-’[]123ҮҺІ.,", max_size=60))
def test_words_stand_in_the_text_once_each(text):
    found = words_in(text)
    assert all(word in text for word in found)
    assert len(found) == len(set(found))
    assert not any(sign in word for word in found for sign in "[] 123.,")


def test_marks_and_abbreviations_are_no_words():
    assert words_in("ЖСН [түсініксіз 0:12] нан-нан, нан!") == ["нан-нан", "нан"]


def test_names_are_expected_in_every_form():
    assert expected("Күләштің", ["Күләш"])
    assert expected("Күләш", ["күләш"])
    assert not expected("Ана", ["Ан"])
    assert doubted("Нан жжж нан", {"жжж"}) == ["жжж"]


@pytest.mark.parametrize(
    ("language", "right", "wrong", "meant"),
    [("kk", "қалай", "калай", "қалай"), ("ru", "хлеб", "хлебб", "хлеб")],
)
def test_a_dictionary_knows_its_language(dictionaries, language, right, wrong, meant):
    assert hunspell.unknown(dictionaries, language, [right, wrong]) == {wrong}
    told = hunspell.suggestions(dictionaries, language, [right, wrong])
    assert meant in told[wrong]
    assert len(told[wrong]) <= hunspell.MOST


@pytest.mark.parametrize("word", ["!", "*", "@нан", "-d", "^", "#", "нан\x00", "%"])
def test_no_word_is_taken_for_a_command(dictionaries, word):
    assert hunspell.suggestions(dictionaries, "kk", [word, "калай"])["калай"]


def test_without_dictionaries_there_are_no_hints(tmp_path, monkeypatch):
    assert hunspell.unknown(tmp_path, "kk", ["калай"]) == set()
    assert hunspell.unknown(FOLDER, "en", ["wrng"]) == set()
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert hunspell.suggestions(FOLDER, "kk", ["калай"]) == {}


def test_a_broken_dictionary_gives_no_hints(tmp_path):
    for ending in (".aff", ".dic"):
        (tmp_path / f"kk_KZ{ending}").write_bytes(b"\xff\xfe\x00 broken")
    hunspell.unknown(tmp_path, "kk", ["қалай"])  # whatever it says, it comes back


def test_the_editor_is_told_by_segment(dictionaries, app, client, facilitator, segments, recording):
    with app.app_context(), unit_of_work():
        row = db.session.get_one(Segment, segments()[0].id)
        row.text = f"Калай {row.version.recording.session.place}."
    client.sign_in(facilitator)
    told = client.get(f"/recordings/{recording.id}/transcript/spelling").json
    assert told[str(segments()[0].id)] == ["Калай"]
    words = client.get(f"/segments/{segments()[0].id}/spelling").json
    assert "Қалай" in words["Калай"]
