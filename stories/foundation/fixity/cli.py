"""``stories fixity``: whether everything kept is still what it was (DOMAIN R7)."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click
from flask.cli import with_appcontext

from stories.foundation.db import unit_of_work
from stories.foundation.fixity import ledger, watch
from stories.foundation.fixity.looking import Found, look

Finding = dict[str, Any]
WORDS = {
    "changed": "was changed and could not be mended",
    "missing": "is missing",
    "repaired": "was damaged and has been mended from its second copy",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@with_appcontext
def fixity(as_json: bool) -> None:
    """Read everything kept and compare it with its digest; exit code 1 unless all is well."""
    with unit_of_work():
        ledger.bring_up_to_date()
        files = ledger.everything()
    findings = [found for found in _looks(files, quiet=as_json) if found]
    strays = watch.walk_through()
    broken = [item for item in findings if item["outcome"] in {"changed", "missing"}]
    if as_json:
        told = {"checked": len(findings), "broken": len(broken), "files": findings}
        click.echo(json.dumps(told | {"strays": strays}))
    else:
        _tell(findings, broken, strays)
    if broken or strays:
        sys.exit(1)


def _looks(files: list[tuple[str, str | None]], *, quiet: bool) -> Iterator[Finding | None]:
    from tqdm import tqdm

    hidden = quiet or not sys.stderr.isatty()
    for key, sha256 in tqdm(files, desc="Reading", unit="file", disable=hidden):
        found = look(key, sha256)
        with unit_of_work():
            needed = ledger.note(key, found)
            row = ledger.row_for(key)
            yield _finding(key, row.source, str(row.row_id), found) if needed and row else None


def _finding(key: str, source: str, row_id: str, found: Found) -> Finding:
    return {
        "key": key,
        "of": source,
        "id": row_id,
        "outcome": found.outcome.value,
        "found_sha256": found.sha256,
    }


def _tell(findings: list[Finding], broken: list[Finding], strays: list[str]) -> None:
    for item in findings:
        if words := WORDS.get(item["outcome"]):
            click.echo(f"{item['key']} (of {item['of']} {item['id']}) {words}.")
    for key in strays:
        click.echo(f"{key} lies in the store and nothing names it.")
    well = len(findings) - len(broken)
    told = f"{well} intact, {len(broken)} not, {len(strays)} unknown"
    click.echo(f"{len(findings)} looked at, {told}.")
