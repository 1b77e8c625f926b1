"""Reading names in a process of its own, whose memory goes with it; and that process itself.

``python -m stories.moderation.suggesting.reading`` takes a JSON list of texts and gives, for each,
a list of ``[start, end, type]``.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from stories.moderation.suggesting.finders import Named

LONGEST = 300.0  # seconds; a story of three hours takes about twenty


class Unread(Exception):
    """The names could not be read this time."""


def names_in(texts: Sequence[str]) -> list[list[Named]]:
    """What natasha takes for names in each Russian text; raises Unread."""
    if not texts:
        return []
    try:
        done = subprocess.run(
            [sys.executable, "-m", "stories.moderation.suggesting.reading"],
            input=json.dumps(list(texts)),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=True,
            env=_surroundings(),
        )
        read = [[Named(*one) for one in row] for row in json.loads(done.stdout)]
    except (subprocess.SubprocessError, OSError, ValueError, TypeError) as problem:
        raise Unread from problem
    if len(read) != len(texts):
        raise Unread
    return read


def _surroundings() -> dict[str, str]:
    """No keys and no addresses: what reads names needs to know only where its modules are."""
    kept = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")
    told = {name: os.environ[name] for name in kept if name in os.environ}
    return told | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
    }


def main() -> int:
    """Answer one request."""
    from stories.moderation.suggesting.natasha import named_in

    read = named_in(json.load(sys.stdin))
    json.dump([[[one.start, one.end, one.type] for one in row] for row in read], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
