"""Step: from Debian, where we may, what tests drive: a browser, a proxy, a voice, dictionaries."""

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


def _lacking() -> dict[str, tuple[str, ...]]:
    lacking: dict[str, tuple[str, ...]] = {}
    if not find_chromium():
        lacking["Chromium"] = ("chromium", "fonts-liberation")
    if not shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        lacking["nginx"] = ("nginx-light",)
    if not shutil.which("espeak-ng"):
        lacking["espeak-ng"] = ("espeak-ng",)
    if not shutil.which("hunspell"):
        lacking["hunspell"] = ("hunspell", "hunspell-kk", "hunspell-ru")
    return lacking


def _work(shell: Shell) -> None:
    lacking = _lacking()
    if not lacking:
        return
    names = " and no ".join(lacking)
    if not is_root():
        shell.says(f"   No {names} here and no right to install it: their tests will skip.")
        return
    try:
        apt.install(shell, *(package for packages in lacking.values() for package in packages))
    except Trouble as trouble:
        shell.says(f"   {trouble} Until then the tests of {names} skip.")


def step() -> Step:
    """The step; without them the tests go on and say what they skip."""
    return Step(
        name="Chromium, nginx, espeak-ng and hunspell",
        key="chromium",
        work=_work,
        gigabytes=0.0 if find_chromium() else 0.7,
        always=True,
    )
