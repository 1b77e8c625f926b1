"""How far the writing is, in words: for the page, and for scripts that keep it up to date."""

from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from stories.transcripts.pace import roughly
from stories.transcripts.standing import Standing


class Going(Protocol):
    """Long work as far as a bar tells it: 0 to 1, and the seconds it still takes if known."""

    @property
    def moving(self) -> bool: ...
    @property
    def share(self) -> float | None: ...
    @property
    def left(self) -> float | None: ...


def how_far(standing: Going) -> str:
    """Beside the bar: hundredths, and how long it still takes, as far as that is known."""
    if standing.share is None:
        return str(_("waits for its turn"))
    done = str(_("%(share)s %%", share=round(standing.share * 100)))
    left = time_left(standing)
    return f"{done} · {left}" if left else done


def time_left(standing: Going) -> str:
    """As people say it; empty while it is not known."""
    if standing.left is None:
        return ""
    about, words = roughly(standing.left), _("nearly done")
    if about.hours:
        words = ngettext("about %(num)d hour left", "about %(num)d hours left", about.hours)
    elif about.minutes:
        words = ngettext("about %(num)d minute left", "about %(num)d minutes left", about.minutes)
    return str(words)


def figures(standing: Standing) -> dict[str, Any]:
    """What a script needs to redraw the bar, and whether there is more text to fetch."""
    return bar_of(standing) | {"windows": standing.windows}


def bar_of(standing: Going) -> dict[str, Any]:
    """What a script needs to redraw the bar; holds no word of the text."""
    share = None if standing.share is None else round(standing.share * 100)
    return {
        "moving": standing.moving,
        "share": share,
        "words": how_far(standing),
        "told": time_left(standing) or how_far(standing),
    }
