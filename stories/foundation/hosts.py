"""Only requests for this house's own names are answered: a forged Host opens nothing."""

from urllib.parse import urlsplit

from flask import Flask, request
from flask_babel import lazy_gettext as _l

from stories.foundation.errors import StoriesError
from stories.foundation.safety import host_of, is_this_machine
from stories.foundation.settings import Settings

HEALTH = "foundation.health"  # a supervisor asks by whatever address it knows


class WrongHost(StoriesError):
    status = 400
    title = _l("Not this house")
    sentence = _l("This address is not one of ours. Please use the link you were given.")


def init_app(app: Flask, settings: Settings) -> None:
    """Look at every request's host before anything else does."""
    base = host_of(settings["BASE_URL"]) or ""
    more = frozenset(name.strip().casefold() for name in settings["HOSTS"].split(","))
    names = more - {""} | {base}

    @app.before_request
    def refuse_strangers() -> None:
        host = _asked_for()
        ours = host in names or (is_this_machine(base) and is_this_machine(host))
        if not ours and request.endpoint != HEALTH:
            raise WrongHost


def _asked_for() -> str:
    """The host a request is for, without its port; empty for what is none."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""
