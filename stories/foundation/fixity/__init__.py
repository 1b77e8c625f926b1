"""Whether everything kept is still what it was: read again and again, and mended (DOMAIN R7).

Every file that a row names stands in the ledger (``KeptFile``). A round looks at a few each minute,
so that all are read within ``STORIES_FIXITY_DAYS``. Where a second copy is configured, each is
compared with it, and one mends the other.
"""

from flask import Flask

from stories.foundation.fixity.hearing import Heard, hear
from stories.foundation.fixity.ledger import broken, keep
from stories.foundation.fixity.looking import Found, digest_in, look
from stories.foundation.fixity.models import FileState, KeptFile

__all__ = ["FileState", "Found", "Heard", "KeptFile", "broken", "digest_in", "hear", "keep", "look"]


def init_app(app: Flask) -> None:
    """Let the rounds look, and add ``stories fixity``."""
    from stories.foundation import rounds
    from stories.foundation.fixity import cli, watch

    rounds.tell_long(watch.look_at_some)
    rounds.tell_long(watch.take_stock)
    app.cli.add_command(cli.fixity)
