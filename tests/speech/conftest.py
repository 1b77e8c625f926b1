import os
from pathlib import Path

import pytest

from stories.transcripts.engine.store import is_installed

ROOT = Path(__file__).resolve().parents[2]
SHARED = os.environ.get("STORIES_TEST_SPEECH_DIR")
SPEECH = Path(SHARED) if SHARED else ROOT.parent / "shared" / "speech"


@pytest.fixture(scope="session")
def models():
    folder = Path(os.environ.get("STORIES_TEST_MODELS_DIR") or ROOT / "var" / "models")
    if not is_installed(folder, "base"):
        pytest.skip("the base model is not installed; `stories models install base` fetches it")
    return folder


@pytest.fixture(scope="session")
def speech():
    if not (SPEECH / "manifest.tsv").is_file():
        pytest.skip("the speech clips are not beside the checkout")
    return SPEECH
