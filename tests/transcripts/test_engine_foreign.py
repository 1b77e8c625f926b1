import pytest

from stories.transcripts.engine.foreign import iso_639, other_languages
from stories.transcripts.engine.types import Region


def found(*stretches, languages=("kk", "ru")):
    """Stretches as (seconds, probabilities); what else there is is spread over the rest."""
    regions, at = [], 0.0
    for seconds, _ in stretches:
        regions.append(Region(at, at + seconds))
        at += seconds + 0.6
    rest = {"kk": 0.0, "ru": 0.0, "en": 0.0, "tr": 0.0, "ar": 0.0, "la": 0.0, "uk": 0.0}
    heard = [rest | chances for _, chances in stretches]
    return [language for language, _ in other_languages(regions, heard, languages)]


ENGLISH, TURKISH = {"en": 0.98}, {"tr": 0.99}
KAZAKH = {"kk": 0.6, "tr": 0.2}


def test_a_clear_stranger_is_told_apart():
    assert found((5, KAZAKH), (5, ENGLISH), (5, KAZAKH)) == ["", "en", ""]
    assert found((2, ENGLISH), (2.5, ENGLISH)) == ["en", "en"]


def test_a_borrowed_word_is_no_other_language():
    assert found((5, KAZAKH), (2, ENGLISH), (5, KAZAKH)) == ["", "", ""]
    assert found((1, ENGLISH), (1, ENGLISH), (1, ENGLISH), (1, ENGLISH)) == [""] * 4


@pytest.mark.parametrize(
    ("seconds", "chances"),
    [(5.8, {"tr": 0.938}), (8.7, {"ka": 0.797, "kk": 0.05}), (3.7, {"uk": 0.976, "ru": 0.024})],
)
def test_what_whisper_made_of_real_kazakh_and_russian_is_ours(seconds, chances):
    assert found((seconds, chances)) == [""]


def test_a_cousin_has_to_be_overwhelming_and_last():
    assert found((5, TURKISH)) == [""]
    assert found((5, TURKISH), (4, TURKISH)) == ["tr", "tr"]
    assert found((12, {"tr": 0.9, "kk": 0.05})) == [""]


def test_what_sounds_like_none_of_ours_is_another_language():
    assert found((15, {"fi": 0.33, "la": 0.18, "ar": 0.03, "kk": 0.001})) == ["fi"]
    assert found((15, {"fi": 0.33, "kk": 0.03})) == [""]
    assert found((4, {"fi": 0.33})) == [""]


def test_the_sessions_own_languages_are_never_others():
    assert found((9, ENGLISH), languages=("kk", "en")) == [""]


def test_names_of_languages_are_iso_639():
    assert (iso_639("jw"), iso_639("en")) == ("jv", "en")
