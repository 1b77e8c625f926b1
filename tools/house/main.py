"""The verbs behind `make`, and the one place where a trouble becomes a sentence."""

import errno
import sys
from collections.abc import Callable, Sequence

from tools.house import commands
from tools.house.trouble import Trouble, no_space

VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": commands.run,
    "setup": commands.setup,
    "test": commands.test,
    "lint": commands.lint,
    "types": commands.types,
    "layers": commands.layers,
    "catalogues": commands.catalogues,
    "openai": commands.openai,
    "build": commands.build,
    "clean": commands.clean,
}
FULL = {errno.ENOSPC, errno.EDQUOT}


def _of(error: OSError) -> Trouble:
    if error.errno in FULL:
        return no_space("Set-up")
    return Trouble(f"Set-up stopped: {error.strerror or error}: {error.filename or 'no file'}.")


def _tell(trouble: Trouble) -> int:
    sys.stdout.flush()
    if trouble.tail:
        print(trouble.tail, file=sys.stderr)
    print(trouble, file=sys.stderr)
    return 1


def main(arguments: Sequence[str]) -> int:
    """Run the verb `arguments[0]` with the rest; return the exit code (2: no such verb)."""
    verb = VERBS.get(arguments[0]) if arguments else None
    if not verb:
        print(f"Say what to do: {', '.join(VERBS)}.", file=sys.stderr)
        return 2
    try:
        return verb(arguments[1:])
    except Trouble as trouble:
        return _tell(trouble)
    except OSError as error:
        return _tell(_of(error))
    except KeyboardInterrupt:
        return _tell(Trouble("Stopped; run it again to go on from here."))
