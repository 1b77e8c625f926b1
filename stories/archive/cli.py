"""``stories backup`` and ``stories restore``; ``stories audit`` comes along from the log."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from stories.foundation import audit
from stories.foundation.access import OPERATOR
from stories.foundation.audit.cli import COMMANDS as LOG
from stories.foundation.db import unit_of_work
from stories.foundation.errors import UnsafeStart


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def backup(directory: Path) -> None:
    """Write everything the programme keeps into a new folder below DIRECTORY."""
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
@with_appcontext
def restore(directory: Path) -> None:
    """Bring the backup in DIRECTORY into an empty database and store."""
    from stories.archive.backup import restore as run
    from stories.foundation.house_cli import require_schema

    require_schema()
    with tqdm(desc="restore", unit=" parts") as bar, unit_of_work():
        rows = run(directory, lambda _name: _tick(bar))
        audit.record(OPERATOR, "archive.restored", detail={"rows": rows})
    click.echo(f"{rows} rows are back.")


def _tick(bar: object) -> None:
    bar.update()  # type: ignore[attr-defined]


COMMANDS = (backup, restore, *LOG)
