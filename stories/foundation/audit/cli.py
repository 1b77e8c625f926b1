"""``stories audit verify``: whether the log is what was written (DOMAIN X3)."""

import json
import re
import sys
from typing import Any

import click
from flask.cli import with_appcontext

from stories.foundation.audit.verify import Anchor, Finding, count
from stories.foundation.audit.verify import verify as run
from stories.foundation.db import unit_of_work

WRITTEN = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


def _anchor(_context: click.Context, _param: click.Parameter, value: str | None) -> Anchor | None:
    if value is None:
        return None
    found = WRITTEN.fullmatch(value.strip().lower())
    if found is None:
        raise click.BadParameter("An anchor is a line's number, a colon and its 64 digits.")
    return Anchor(int(found[1]), found[2])


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command()
@click.option(
    "--anchor",
    metavar="NUMBER:DIGEST",
    callback=_anchor,
    help="A line as it was written down elsewhere.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the finding as JSON.")
@with_appcontext
def verify(anchor: Anchor | None, as_json: bool) -> None:
    """Read the whole log and tell the first line that is not as it was written.

    Prints the last line's number and digest: keep them elsewhere, and give them back as --anchor,
    so that lines cut off at the end are missed as well. Exit code 1 if the log is not intact.
    """
    from stories.foundation.shape import require_schema

    require_schema()
    hidden = as_json or not sys.stderr.isatty()
    with unit_of_work(write=False), _bar(hidden=hidden) as bar:
        found = run(anchor, bar.update)
    click.echo(json.dumps(_told(found)) if as_json else _in_words(found))
    if found.fault is not None:
        sys.exit(1)


def _bar(*, hidden: bool) -> Any:
    from tqdm import tqdm

    return tqdm(total=count(), desc="Reading", unit="line", disable=hidden)


def _told(found: Finding) -> dict[str, object]:
    return {
        "intact": found.fault is None,
        "checked": found.checked,
        "last": found.last.number,
        "digest": found.last.digest,
        "fault": found.fault,
        "first_bad": found.number,
    }


def _in_words(found: Finding) -> str:
    if found.fault is not None or not found.last.number:
        return found.sentence
    return f"{found.sentence} Anchor: {found.last.number}:{found.last.digest}"


COMMANDS = (audit,)
