"""Starting a program inside the fence, and ending it for certain with all it started."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from stories.foundation.sound import fence

MEMORY = 2 << 30  # address space in bytes; six hours of sound need a quarter of it
WRITES = 1 << 30  # six hours of a copy for playing are 130 MB
PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")
Child = subprocess.Popen[str] | subprocess.Popen[bytes]


def surroundings() -> dict[str, str]:
    """The few variables a tool may see: no keys, no addresses of databases, no proxies."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}


def open_fenced(command: Sequence[str], *, cpu_seconds: float, **streams: Any) -> Any:
    """Start a program in a process group of its own, fenced in; ``streams`` as for ``Popen``.

    It dies with the thread that started it. End it with ``end``.
    """
    limits = [os.getpid(), max(int(cpu_seconds), 1), MEMORY, WRITES]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", fence.__file__, *map(str, limits), *command],
        start_new_session=True,
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        **streams,
    )


def end(child: Child) -> None:
    """End a child and its whole group for certain, and reap it."""
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
