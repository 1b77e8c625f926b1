"""`python3 -m tools.house VERB`: this file alone must parse on any Python 3."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # this is where the old ones are turned away
    sys.exit(
        "Python 3.11 or newer is needed and this is Python {}.{}; say where a newer one is, "
        "for example: make run PYTHON=python3.12".format(*sys.version_info[:2])
    )

from tools.house.main import main

sys.exit(main(sys.argv[1:]))
