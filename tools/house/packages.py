"""Step: the virtual environment and the Python packages in it."""

import importlib.util
import os
import shutil
import subprocess
import sys

from tools.house import apt, stamps
from tools.house.checks import is_root
from tools.house.paths import VENV, inside, tool
from tools.house.shell import Shell
from tools.house.steps import Step
from tools.house.trouble import Trouble

PIP = ("-m", "pip", "--no-input", "install", "--progress-bar=off", "-c", "constraints.txt")
SERVERS = (("postgres", "postgres"), ("redis", "redis"))  # how an address begins, which extra
ADDRESSES = ("STORIES_DATABASE_URL", "STORIES_QUEUE_URL")
INPUTS = ("setup.cfg", "pyproject.toml", "constraints.txt")


def _has_venv() -> bool:
    return bool(importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"))


def _require_venv(shell: Shell) -> None:
    if _has_venv():
        return
    if not is_root():
        raise Trouble(
            "This Python cannot make virtual environments; on Debian install the package "
            "python3-venv (as root: apt-get install python3-venv) and run this again."
        )
    apt.install(shell, "python3-venv")


def _works() -> bool:
    try:
        asked = subprocess.run(
            [tool("python"), "-c", "import pip, sys; print(sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return False
    return asked.returncode == 0 and asked.stdout.strip() == str(sys.version_info[:2])


def _make_venv(shell: Shell) -> None:
    if _works():
        return
    _require_venv(shell)
    shutil.rmtree(VENV, ignore_errors=True)
    shell.run(sys.executable, "-m", "venv", VENV)


def pip_install(shell: Shell, *what: str) -> None:
    """Install `what` into the virtual environment, in the versions of `constraints.txt`."""
    shell.fetch(tool("python"), *PIP, *what)


def _extras(*, testing: bool) -> tuple[str, ...]:
    """What is asked for now, and what was asked for before: nothing is taken away again."""
    named = [os.environ.get(address, "") for address in ADDRESSES]
    asked = {extra for begin, extra in SERVERS if any(url.startswith(begin) for url in named)}
    if testing:
        asked = {"postgres", "redis", "test"}
    return tuple(sorted(asked | set(stamps.read("extras"))))


def step(*, testing: bool) -> Step:
    """The step; `testing` adds what tests and linters need."""
    extras = _extras(testing=testing)

    def work(shell: Shell) -> None:
        _make_venv(shell)
        pip_install(shell, "setuptools", "wheel")
        pip_install(
            shell, "--no-build-isolation", "-e", f".[{','.join(extras)}]" if extras else "."
        )
        stamps.write("extras", *extras)

    return Step(
        name="Python packages",
        key="packages",
        work=work,
        inputs=lambda: inside(*INPUTS),
        outputs=lambda: [path for path in (tool("python"), tool("stories")) if path.is_file()],
        facts=(*extras, *map(str, sys.version_info[:2])),
        gigabytes=1.4,
    )
