"""The other side of ``probe``: a process that reads one strange file and says what it is.

``python -m stories.foundation.sound.probing PARENT PATH MAX_SECONDS PATIENCE`` prints JSON.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stories.foundation.sound.facts import Reason, UnusableAudio
from stories.foundation.sound.fence import close_in

MEMORY = 2 << 30
ANSWER = 1 << 20  # bytes it may write at most


def main(arguments: list[str]) -> None:
    """Close in first; libav is loaded behind the fence."""
    parent, path, most, patience = arguments
    cpu_seconds = int(float(patience)) + 60
    close_in(parent=int(parent), cpu_seconds=cpu_seconds, memory=MEMORY, writes=ANSWER)
    from stories.foundation.sound.reading import read_facts

    try:
        facts = read_facts(Path(path), max_seconds=float(most), patience=float(patience))
    except UnusableAudio as verdict:
        answer: dict[str, Any] = {"reason": verdict.reason.value}
    except MemoryError:
        answer = {"reason": Reason.TRUNCATED.value}
    else:
        answer = {"facts": asdict(facts)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
