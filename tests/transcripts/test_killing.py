"""The worker is killed while the real model writes: the text is as if nothing had happened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT
from tests.transcripts.killing import speech

RUNS = os.environ.get("STORIES_TEST_TRANSCRIPT_KILLS", "2")
MODELS = Path(os.environ.get("STORIES_TEST_MODELS_DIR", ROOT / "var" / "models"))


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_killed_worker_changes_no_word(request: pytest.FixtureRequest, database: str):
    if not speech().exists():
        pytest.skip("the speech clips are not beside the checkout")
    if not (MODELS / "base" / "model.bin").exists():
        pytest.skip("the Whisper base model is not installed (stories models install base)")
    command = [sys.executable, "-m", "tests.transcripts.killing", "--models", str(MODELS)]
    if database == "postgresql":
        command += ["--database", request.getfixturevalue("blank_postgres")]
    # In a process of its own: it forks, and the tests' process has threads.
    more = ["--runs", str(max(int(RUNS) // 2, 1))]
    done = subprocess.run(command + more, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "each text the same" in done.stdout
