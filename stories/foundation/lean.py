"""Libraries that take along whatever else they find: what nobody here asks for stays out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def leave_out(*names: str) -> Iterator[None]:
    """What is imported within finds these packages missing, unless they are loaded already.

    For the beginning of a process, while it has one thread: the import system is asked to say so
    (a module that is None cannot be found), and whoever asks afterwards finds them again.
    """
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
