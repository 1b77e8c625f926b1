"""What the archive draws on other rooms' pages."""

from typing import Any

from flask import render_template

from stories.foundation.access import current_actor


def who_looked(subject: Any) -> str:
    """The way from a person or a recording to the lines of the log about it."""
    if not current_actor().can("archive.audit", subject):
        return ""
    return render_template("archive/_who_looked.html", subject=subject)
