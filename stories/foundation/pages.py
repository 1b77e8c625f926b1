"""What every page knows: who looks, in which language and light, and the way around."""

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from stories.foundation import once
from stories.foundation.access import current_actor
from stories.foundation.hours_words import hours_words
from stories.foundation.i18n import LANGUAGES, locale_code
from stories.foundation.seal import imprint

HERE = Path(__file__).parent.parent
THEMES = ("auto", "light", "dark")


def house_folder(name: str) -> Path:
    """``templates``, ``static`` or ``migrations``: inside the wheel, or beside it in a checkout."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name


@dataclass(frozen=True)
class Door:
    """An entry of the main navigation; ``permission`` decides who sees it.

    ``room`` names the blueprints whose pages belong to the door, with a space between them; empty
    for a page that stands alone.
    """

    endpoint: str
    label: Any
    permission: str
    place: int
    room: str = ""

    @property
    def rooms(self) -> list[str]:
        return self.room.split()


@dataclass(frozen=True)
class NavItem:
    """A door as a page shows it."""

    endpoint: str
    label: str
    url: str
    current: bool
    count: int | None = None


_doors: list[Door] = []


def add_door(endpoint: str, label: Any, permission: str, place: int, room: str = "") -> None:
    """A room adds itself to the navigation."""
    if all(door.endpoint != endpoint for door in _doors):
        _doors.append(Door(endpoint, label, permission, place, room))


def navigation() -> list[NavItem]:
    """The doors open to whoever looks, in order."""
    actor = current_actor()
    doors = [door for door in sorted(_doors, key=_place) if actor.can(door.permission)]
    return [_item(door) for door in doors]


def _place(door: Door) -> int:
    return door.place


def _item(door: Door) -> NavItem:
    alone = any(other.endpoint == request.endpoint for other in _doors)
    current = request.endpoint == door.endpoint or (not alone and request.blueprint in door.rooms)
    return NavItem(door.endpoint, str(door.label), url_for(door.endpoint), current)


@lru_cache(maxsize=1)
def _manifest(path: Path, _changed: float) -> dict[str, str]:
    entries: dict[str, str] = json.loads(path.read_text())
    return entries


def asset(name: str) -> str:
    """The address of a built file, by its logical name."""
    path = house_folder("static") / "dist" / "manifest.json"
    if not path.exists():
        return url_for("static", filename=name)
    built = _manifest(path, path.stat().st_mtime).get(name, name)
    return url_for("static", filename=built)


def built_script(name: str, scope: str) -> Response:
    """A built worker, under an address of its own that its pages lie below."""
    path = house_folder("static") / "dist" / Path(asset(name)).name
    if not path.is_file():
        abort(404)
    response = Response(path.read_bytes(), mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = scope
    return response


def device_key() -> str:
    """What seals somebody's unsent words in a browser: theirs alone, and given while signed in."""
    return b64encode(imprint(str(current_actor().id), "kept on a device")).decode()


def chosen_theme() -> str:
    """auto, light or dark, as the cookie remembers it."""
    theme = request.cookies.get("theme", "auto")
    return theme if theme in THEMES else "auto"


def init_app(app: Flask) -> None:
    """Give templates their common context."""
    app.jinja_env.globals.update(
        asset=asset, once_token=once.new_token, csrf_token=generate_csrf, device_key=device_key
    )
    app.jinja_env.filters["hours"] = hours_words
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def common() -> dict[str, Any]:
        actor = current_actor()
        return {
            "actor": actor if actor.id else None,
            "nav": navigation() if actor.id else [],
            "locale": locale_code(),
            "languages": LANGUAGES,
            "theme": chosen_theme(),
            "product_name": _("Stories between generations"),
            "demo": app.extensions["settings"].demo,
        }
