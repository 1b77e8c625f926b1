"""Letters by e-mail: rows wait in the outbox, the worker's round sends them, each once.

``outbox`` puts letters down and keeps their state, ``writers`` are the rooms that write them at
the moment they are sent, ``receivers`` know where somebody is reached, ``sending`` is the round.
Without a server in the settings nothing is sent (decision 0010).
"""

from typing import Any

from flask import Flask, current_app

from stories.foundation.mail.address import MailServer, read_server
from stories.foundation.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Keep the server that is set, and send once a minute."""
    from stories.foundation import rounds
    from stories.foundation.mail import models, sending

    TABLES.append(models)
    app.extensions["mail"] = read_server(settings.values)
    rounds.tell_long(sending.send_waiting)


def server() -> MailServer | None:
    """Where letters go out; None where no server is set."""
    found: MailServer | None = current_app.extensions["mail"]
    return found


TABLES: list[Any] = []  # the table joins the metadata by being imported

__all__ = ["MailServer", "init_app", "server"]
