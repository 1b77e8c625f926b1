"""Hidden words on real recordings: neither measured, nor matched, nor heard in any copy (R2, R5).

A handful as it stands; ``STORIES_TEST_LEAKS=200`` throws so many.
"""

import os
import sys
from pathlib import Path

import pytest

from stories.moderation.redaction.words import fold, words_of
from stories.transcripts.engine.store import is_installed
from tests.moderation.redaction.leaks import (
    HEARD,
    QUIET,
    RATE,
    RECORDINGS,
    RINGING,
    anywhere,
    copies_of,
    cut,
    left_of,
    samples,
    throws,
    tone_peak,
    written,
)

pytestmark = [pytest.mark.speech, pytest.mark.slow]
COUNT = int(os.environ.get("STORIES_TEST_LEAKS", "4"))
LISTENED = int(os.environ.get("STORIES_TEST_LEAKS_HEARD", "2"))
SHARES = dict(zip(RECORDINGS, (0.42, 0.40, 0.18), strict=True))
SHORTEST = RECORDINGS[-1]
FIGURES = ("core", "pad", "share")


def tell(figures):
    """For whoever runs it with -s."""
    sys.stdout.write(figures + "\n")


@pytest.fixture(scope="module")
def folder():
    root = Path(__file__).resolve().parents[3] / "var" / "models"
    models = Path(os.environ.get("STORIES_TEST_MODELS_DIR") or root)
    if not is_installed(models, "base"):
        pytest.skip("the base model is not installed; `stories models install base` fetches it")
    return models / "base"


@pytest.fixture(scope="module")
def speech():
    place = Path(os.environ.get("STORIES_TEST_SPEECH_DIR", ""))
    if not (place / "manifest.tsv").is_file():
        pytest.skip("STORIES_TEST_SPEECH_DIR does not name a folder with the speech clips")
    return place


@pytest.mark.parametrize("name", RECORDINGS if COUNT > 10 else [SHORTEST])
def test_nothing_of_what_is_hidden_can_be_measured(name, speech, tmp_path):
    count = round(COUNT * SHARES[name]) if COUNT > 10 else COUNT
    master = samples(speech / name, RATE)
    thrown = anywhere(speech / name, count, f"leaks {name}", master)
    assert len(thrown) == count
    found = {False: [], True: []}
    for copy in copies_of(speech / name, tmp_path, thrown).values():
        sound = samples(copy.path, RATE)
        assert abs(len(sound) - len(master)) < RATE / 20
        for throw in thrown:
            found[throw.tone].append(left_of(throw, master, sound))
    for tone, left in found.items():
        core, pad, share = (max(getattr(one, key) for one in left) for key in FIGURES)
        tell(f"{name}, {'tone' if tone else 'silence'}: {len(left)} measured, loudest {core:.1f} "
             f"in the word, {pad:.1f} in its pad of 32768, {share:.5f} of the master")  # fmt: skip
        # Beside a tone stands what its codec makes of it, far below the tone itself.
        assert core <= (tone_peak() / 4 if tone else QUIET)
        assert pad <= (tone_peak() if tone else RINGING)
        assert share < (0.03 if tone else 0.005)


@pytest.mark.parametrize("name", RECORDINGS if LISTENED > 10 else [SHORTEST])
def test_a_machine_does_not_hear_a_hidden_word(name, speech, folder, tmp_path):
    count = round(LISTENED * SHARES[name]) if LISTENED > 10 else LISTENED
    language = "kk" if name == SHORTEST else "ru"
    thrown = throws(speech / name, folder, count, f"listen {name}", language)
    assert len(thrown) == count
    found = []
    for kind, copy in copies_of(speech / name, tmp_path, thrown).items():
        heard = samples(copy.path, HEARD)
        for window in {throw.window for throw in thrown}:
            told = written(folder, cut(heard, HEARD, window), language)
            words = {fold(one.text) for word in told for one in words_of(word.word)}
            here = (throw for throw in thrown if throw.window == window)
            found += [(kind, throw) for throw in here if throw.word in words]
    tell(f"{name}: {len(thrown)} words listened to in both copies, {len(found)} heard again")
    assert found == []
