"""``stories backup`` and ``stories restore``; ``stories audit`` comes along from the log."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from stories.foundation import audit
from stories.foundation.access import OPERATOR
from stories.foundation.audit.cli import COMMANDS as LOG
from stories.foundation.db import unit_of_work
from stories.foundation.errors import UnsafeStart

SINCE = (
    "Every link and invitation is closed. Before giving new ones, do again whatever was done since "
    "this backup: withdrawals, erasures, requests to take down, access taken away."
)


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def backup(directory: Path) -> None:
    """Write everything the programme keeps into a new folder below DIRECTORY."""
    from tqdm import tqdm

    from stories.archive.backup import back_up

    try:
        with tqdm(desc="backup", unit=" parts") as bar, unit_of_work(write=False):
            made = back_up(directory, lambda _name: _tick(bar))
            audit.record(OPERATOR, "archive.backed_up")
    except OSError as error:
        raise UnsafeStart(f"The backup could not be written: {error.strerror}.") from error
    click.echo(f"{made}")


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--moving",
    is_flag=True,
    help="The house was closed since this backup and only moves: links and invitations stay open.",
)
@with_appcontext
def restore(directory: Path, moving: bool) -> None:
    """Bring the backup in DIRECTORY into an empty database and store.

    Links of families and participants and open invitations are closed, for the backup does not know
    what was revoked or withdrawn since; whoever only moves keeps them with --moving.
    """
    from tqdm import tqdm

    from stories.archive.backup import restore as run
    from stories.archive.returning import shut_the_ways_in
    from stories.foundation.shape import require_schema

    require_schema()
    with tqdm(desc="restore", unit=" parts") as bar, unit_of_work():
        rows = run(directory, lambda _name: _tick(bar))
        closed = 0 if moving else shut_the_ways_in()
        audit.record(OPERATOR, "archive.restored", detail={"rows": rows, "closed": closed})
    click.echo(f"{rows} rows are back.")
    if not moving:
        click.echo(SINCE)


def _tick(bar: object) -> None:
    bar.update()  # type: ignore[attr-defined]


COMMANDS = (backup, restore, *LOG)
