"""``stories media …``: moving everything kept to another store."""

import json
import sys
from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from stories.foundation.blobs import Blobs, Lying, blobs
from stories.foundation.errors import UnsafeStart
from stories.media.moving import Moved, move


@click.group()
def media() -> None:
    """Care for the files the house keeps."""


@media.command("move")
@click.argument("target")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@with_appcontext
def move_command(target: str, as_json: bool) -> None:
    """Copy everything kept to the store TARGET (file:///… or s3://…) and compare each file.

    Begun again it goes on where it stopped. Nothing is removed here.
    """
    try:
        there = Blobs(target)
    except Exception as error:
        raise UnsafeStart(f"{target} is no store that can be opened.") from error
    here = blobs()
    things = sorted(here.things(), key=lambda thing: thing.key)
    done = Moved()
    for thing in _shown(things, quiet=as_json):
        move(here, there, thing, done)
    if as_json:
        click.echo(json.dumps(done.as_facts()))
    else:
        _tell(done, target)
    if done.failed:
        sys.exit(1)


def _shown(things: list[Lying], *, quiet: bool) -> Iterator[Lying]:
    hidden = quiet or not sys.stderr.isatty()
    whole = sum(thing.bytes for thing in things)
    with tqdm(total=whole, unit="B", unit_scale=True, desc="Moving", disable=hidden) as bar:
        for thing in things:
            yield thing
            bar.update(thing.bytes)


def _tell(done: Moved, target: str) -> None:
    for key in done.failed:
        click.echo(f"{key} did not arrive whole; run the command again.")
    click.echo(
        f"{done.copied} files copied and compared, {done.there} were there, "
        f"{len(done.failed)} not, {done.bytes} bytes."
    )
    if not done.failed:
        click.echo(f"Stop the house, run this once more, and set STORIES_BLOBS_URL={target}.")
