"""Step: Debian's Chromium for the browser tests, where we may install it."""

import os
import shutil

from tools.house import apt
from tools.house.checks import is_root
from tools.house.shell import Shell
from tools.house.steps import Step
from tools.house.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SETTING = "STORIES_TEST_CHROMIUM"


def find_chromium() -> str:
    """The path of a Chromium: the one set, else one of the machine, else an empty string."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get(SETTING) or next(filter(None, found), "")


def _work(shell: Shell) -> None:
    if find_chromium():
        return
    if not is_root():
        shell.says("   No Chromium here and no right to install it: the browser tests will skip.")
        return
    try:
        apt.install(shell, "chromium", "fonts-liberation")
    except Trouble as trouble:
        shell.says(f"   {trouble} Until then the browser tests skip.")


def step() -> Step:
    """The step; without Chromium the tests go on and say what they skip."""
    return Step(
        name="Chromium",
        key="chromium",
        work=_work,
        gigabytes=0.0 if find_chromium() else 0.7,
        always=True,
    )
