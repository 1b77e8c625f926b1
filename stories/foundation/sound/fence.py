"""A fence around a program that reads strangers' files.

``python -I -S fence.py PARENT CPU MEMORY WRITES PROGRAM …`` closes itself in and becomes that
program. Nothing of the house is imported here: it starts in a moment and holds no secrets.
"""

import ctypes
import os
import resource
import signal
import sys

OPEN_FILES = 64
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, see prctl(2)


def close_in(*, parent: int, cpu_seconds: int, memory: int, writes: int) -> None:
    """Bound processor seconds, address space (bytes) and the size of any file (bytes) written.

    Whoever started us takes us along when it is killed; that only Linux can do.
    """
    for limit, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, writes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _bound(limit, most)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed before we could ask to go with it
            os._exit(1)


def _bound(limit: int, most: int) -> None:
    hard = resource.getrlimit(limit)[1]
    # The soft limit of processor time tells itself by a signal of its own, a second before.
    top = most + 1 if limit == resource.RLIMIT_CPU else most
    top = top if hard == resource.RLIM_INFINITY else min(top, hard)
    try:
        resource.setrlimit(limit, (min(most, top), top))
    except (ValueError, OSError):  # macOS bounds no address space
        if limit != resource.RLIMIT_AS:
            raise


def main(arguments: list[str]) -> None:
    """Close in, and become the program."""
    parent, cpu_seconds, memory, writes = (int(word) for word in arguments[:4])
    close_in(parent=parent, cpu_seconds=cpu_seconds, memory=memory, writes=writes)
    os.execv(arguments[4], arguments[4:])  # noqa: S606 - a list, no shell


if __name__ == "__main__":
    main(sys.argv[1:])
