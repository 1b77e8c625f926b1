"""Parts of a lower room's page that only an upper room can draw.

The session's page shows its recordings although sessions know nothing of media: media adds a
panel named ``session``, and the template asks ``panels("session", session)``.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from markupsafe import Markup

Panel = Callable[[Any], str]
_panels: dict[str, dict[int, Panel]] = {}


def add_panel(page: str, place: int, panel: Panel) -> None:
    """Add a panel to a page (``session``, ``recording``, ``person``, ``story``, ``account``)."""
    _panels.setdefault(page, {})[place] = panel


def panels(page: str, subject: Any) -> Markup:
    """The page's panels in order; a panel that has nothing to show gives an empty string."""
    drawn = [panel(subject) for _place, panel in sorted(_panels.get(page, {}).items())]
    return Markup("").join(Markup(html) for html in drawn)  # noqa: S704 - rendered templates


def init_app(app: Flask) -> None:
    """Let templates ask for panels."""
    app.jinja_env.globals["panels"] = panels
