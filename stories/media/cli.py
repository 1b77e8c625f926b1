"""``stories media …``: moving everything kept to another store, and making copies anew."""

import json
import sys
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

import click
from flask.cli import with_appcontext

from stories.accounts.queries import organisation_by_name
from stories.foundation.blobs import Blobs, Lying, blobs
from stories.foundation.db import unit_of_work
from stories.foundation.errors import UnsafeStart
from stories.media import queries
from stories.media.moving import Moved, move
from stories.media.rebuilding import Rebuilt, rebuild

if TYPE_CHECKING:
    from tqdm import tqdm


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
    from tqdm import tqdm

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


@media.command("rebuild")
@click.option("--recording", type=click.UUID, help="One recording alone, by its id.")
@click.option("--organisation", help="The recordings of one organisation alone, by its name.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@with_appcontext
def rebuild_command(
    recording: uuid.UUID | None, organisation: str | None, *, as_json: bool
) -> None:
    """Make copies for playing and outlines again where they are lost, damaged or outdated.

    So are the copies of stories that were cut out of these recordings. They are made from the
    original, which is compared with its digest first and never changed. Begun again it goes on
    where it stopped; a second time there is nothing to do.
    """
    from tqdm import tqdm

    with unit_of_work(write=False):
        wanted = _wanted(recording, organisation)
    done = Rebuilt()
    hidden = as_json or not sys.stderr.isatty()
    whole = round(sum(seconds for _id, seconds in wanted))
    with tqdm(total=whole, unit="s", desc="Making", disable=hidden) as bar:
        for recording_id, seconds in wanted:
            told = _Told(bar, seconds)
            rebuild(recording_id, done, told)
            told(1.0)
    if as_json:
        click.echo(json.dumps(done.as_facts()))
    else:
        _tell_rebuilt(done)
    if done.failed:
        sys.exit(1)


class _Told:
    """Moves a bar that counts seconds by the share that is done of one recording."""

    def __init__(self, bar: "tqdm[NoReturn]", seconds: float) -> None:
        self.bar, self.seconds, self.begun = bar, seconds, bar.n

    def __call__(self, share: float) -> None:
        self.bar.update(self.begun + round(share * self.seconds) - self.bar.n)


def _wanted(recording: uuid.UUID | None, organisation: str | None) -> list[tuple[uuid.UUID, float]]:
    place = organisation_by_name(organisation) if organisation else None
    if organisation and place is None:
        raise UnsafeStart(f"There is no organisation called {organisation}.")
    wanted = queries.ready_ids(place.id if place else None, recording)
    if recording and not wanted:
        raise UnsafeStart(f"There is no recording {recording} that can be heard.")
    return wanted


def _tell_rebuilt(done: Rebuilt) -> None:
    for name, why in done.failed.items():
        click.echo(f"{name.capitalize() if ' ' in name else f'Recording {name}'}: {why}.")
    click.echo(f"{len(done.made)} made anew, {done.well} were well, {len(done.failed)} not.")
