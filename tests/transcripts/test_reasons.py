"""Whatever keeps a machine from writing has a sentence, in each language."""

import pytest
from flask_babel import force_locale

from stories.transcripts.engine import errors
from stories.transcripts.reasons import NOT_PERMITTED, SENTENCES, UNKNOWN, sentence_for

CODES = sorted({*errors.SENTENCES, NOT_PERMITTED, "internal"})
# what the general sentence says already: it stopped, nothing is lost, try again
GENERAL = {"crashed", "killed", "stalled", "internal"}


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_engine_has_a_sentence_of_its_own(code):
    assert (code in SENTENCES) != (code in GENERAL), f"write a sentence for {code} in reasons.py"


def test_no_sentence_is_left_over():
    assert set(SENTENCES) <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_each_is_said_in_kazakh_russian_and_english(app, code):
    with app.test_request_context():
        said = []
        for locale in ("kk", "ru", "en"):
            with force_locale(locale):
                said.append(str(sentence_for(code)))
    assert len(set(said)) == 3, said
    assert all(sentence.endswith(".") for sentence in said)


def test_an_unknown_code_is_said_too():
    assert sentence_for("no such thing") is UNKNOWN
