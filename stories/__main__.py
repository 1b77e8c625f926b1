"""``python -m stories`` is the ``stories`` command."""

from stories.cli import main

main()
