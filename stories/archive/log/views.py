"""The log page, and the same lines as a table to take away."""

import csv
import io
import json
from collections.abc import Callable
from functools import cache

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from stories.archive.log import queries
from stories.archive.log.forms import LogFilter
from stories.archive.log.rules import harmless
from stories.archive.views import blueprint
from stories.archive.words import action_told, actor_told, subject_told
from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today

__all__ = ["blueprint"]
HEADS = ("number", "at", "who", "who_id", "action", "told", "about", "about_id", "organisation")


def _filter() -> LogFilter:
    actor = current_actor()
    return LogFilter(request.args, queries.staff(actor), queries.places(actor))


@blueprint.get("/log")
@expose("archive.audit")
def log() -> ResponseReturnValue:
    """The audit log, the newest lines first."""
    form = _filter()
    sound = form.validate()
    lines, more = queries.lines(current_actor(), form.wanted()) if sound else ([], False)
    if sound:
        audit.record(current_actor(), "archive.log_viewed", detail={"lines": len(lines)})
    page = render_template(
        "archive/log.html",
        form=form,
        lines=lines,
        more=more,
        asked=form.address() if sound else {},
        anchor=queries.anchor(),
        words={"action": action_told, "subject": subject_told, "actor": actor_told},
    )
    return page, 200 if sound else 422


@blueprint.get("/log.csv")
@expose("archive.audit")
def log_csv() -> ResponseReturnValue:
    """The lines that were asked for, as a table; that it was taken is a line itself."""
    form, actor = _filter(), current_actor()
    if not form.validate():
        return log()
    told = cache(action_told)  # a long log has few kinds of action
    rows = [_cells(line, told) for line in queries.every_line(actor, form.wanted())]
    audit.record(actor, "archive.log_exported", detail={"lines": len(rows), **_asked(form)})
    return _as_file(rows)


def _asked(form: LogFilter) -> audit.Detail:
    return {f"asked_{name}": value for name, value in form.address().items()}


def _cells(line: queries.LogLine, told: Callable[[str], str]) -> tuple[str, ...]:
    cells = (
        line.number,
        line.at.isoformat(),
        actor_told(line.who),
        line.actor_id,
        line.action,
        told(line.action),
        subject_told(line.subject_kind) if line.subject_kind else "",
        line.subject_id,
        line.organisation_id,
        json.dumps(line.detail, ensure_ascii=False, sort_keys=True),
    )
    return tuple(harmless(cell) for cell in cells)


def _as_file(rows: list[tuple[str, ...]]) -> Response:
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow((*HEADS, "detail"))
    table.writerows(rows)
    # The mark at the beginning tells Excel that the letters are UTF-8.
    answer = make_response(file.getvalue().encode("utf-8-sig"))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="log-{today()}.csv"'
    return answer
