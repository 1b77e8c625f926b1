"""What a test does without the program or server it needs: it skips, or fails where all are due."""

import os
from typing import NoReturn

import pytest


def lacking(reason: str) -> NoReturn:
    """Skip with the reason; fail with it where ``STORIES_TEST_REQUIRE_SERVICES`` is set."""
    if os.environ.get("STORIES_TEST_REQUIRE_SERVICES"):
        pytest.fail(reason)
    pytest.skip(reason)
