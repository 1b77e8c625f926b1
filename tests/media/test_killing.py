"""Server and worker are killed while files arrive and are prepared."""

import os
import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT
from tests.conftest import service

RUNS = os.environ.get("STORIES_TEST_KILL_RUNS", "12")


@pytest.mark.slow
@pytest.mark.parametrize("kept", ["SQLite", "PostgreSQL"])
def test_whoever_is_killed_loses_nothing_and_does_nothing_twice(kept: str):
    # In a process of its own: it forks, and the tests' process has threads.
    command = [sys.executable, "-m", "tests.media.killing", "--runs", RUNS]
    if kept == "PostgreSQL":
        command += ["--postgres", service("STORIES_TEST_POSTGRES_URL")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{RUNS} runs on {kept}" in done.stdout
