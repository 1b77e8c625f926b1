"""``stories export``."""

import uuid
from pathlib import Path

import click
from flask.cli import with_appcontext

from stories.collections import queries, services
from stories.foundation.access import OPERATOR
from stories.foundation.db import unit_of_work
from stories.foundation.errors import NotFound, UnsafeStart


@click.command()
@click.argument("collection_id", type=click.UUID)
@click.option("--as", "kind", type=click.Choice(["epub"]), required=True, help="The file's kind.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it; by default beside you, under a generated name.",
)
@with_appcontext
def export(collection_id: uuid.UUID, kind: str, output: Path | None) -> None:
    """Write an edition of COLLECTION_ID: stories open to its audience and free to leave."""
    try:
        with unit_of_work():
            collection = queries.collection(OPERATOR, collection_id)
            edition, data = services.build_edition(OPERATOR, collection)
            path = output or Path(f"collection-{edition.id.hex[:8]}.{kind}")
            path.write_bytes(data)
            told = len(edition.built_from["stories"])
    except NotFound:
        raise UnsafeStart(f"There is no collection {collection_id}.") from None
    except OSError as problem:
        raise UnsafeStart(f"The file could not be written: {problem.strerror}.") from None
    click.echo(f"{path} ({told} stories)")
