"""``stories fixity``: whether every original is still what arrived (DOMAIN R7)."""

import json
import sys
import uuid
from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from stories.foundation.access import OPERATOR
from stories.foundation.db import unit_of_work
from stories.media import queries, services

Finding = dict[str, str | bool | None]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@with_appcontext
def fixity(as_json: bool) -> None:
    """Read every original and compare it with its digest; exit code 1 if one is not intact."""
    with unit_of_work(write=False):
        ids = queries.every_id()
    findings = [_look(each) for each in _shown(ids, quiet=as_json)]
    broken = [item for item in findings if not item["intact"]]
    if as_json:
        summary = {"checked": len(findings), "broken": len(broken), "recordings": findings}
        click.echo(json.dumps(summary))
    else:
        _tell(len(findings), broken)
    if broken:
        sys.exit(1)


def _shown(ids: list[uuid.UUID], *, quiet: bool) -> Iterator[uuid.UUID]:
    hidden = quiet or not sys.stderr.isatty()
    yield from tqdm(ids, desc="Reading", unit="recording", disable=hidden)


def _look(recording_id: uuid.UUID) -> Finding:
    with unit_of_work(write=False):
        key = queries.recording_by_id(recording_id).master_key
    digest = services.find_digest(key)
    with unit_of_work():
        found = services.check_fixity(OPERATOR, queries.recording_by_id(recording_id), digest)
        return {
            "recording": str(recording_id),
            "intact": found.intact,
            "found_sha256": found.found_sha256,
        }


def _tell(count: int, broken: list[Finding]) -> None:
    for item in broken:
        state = "is missing" if item["found_sha256"] is None else "was changed"
        click.echo(f"The original of recording {item['recording']} {state}.")
    click.echo(f"{count} looked at, {count - len(broken)} intact, {len(broken)} not.")
