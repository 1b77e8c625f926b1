"""Damaged files of every kind: no crash, no hang, nothing left behind (fuzz.py says how)."""

import os

import pytest

from tests.media import fuzz

FILES = int(os.environ.get("STORIES_TEST_FUZZ_FILES", "60"))


@pytest.mark.slow
def test_damaged_files_of_every_kind(tmp_path):
    outcomes = fuzz.put_all(range(FILES), tmp_path)
    assert sum(outcomes.values()) == FILES
    assert outcomes["heard"]
    assert len(outcomes) > 2
