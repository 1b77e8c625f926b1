"""What was merged into somebody, on their page, for whoever may undo it."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.foundation.clock import now
from stories.people import queries
from stories.people.models import Person
from stories.people.services import undoable


def on_person(row: Person) -> str:
    """Merges that can still be undone; nothing where somebody was erased."""
    if row.erased_at or not current_actor().can("people.merge", row):
        return ""
    found = [item for item in queries.merges_into(row.id) if undoable(item, now())]
    return render_template("people/_merged.html", person=row, merges=found)
