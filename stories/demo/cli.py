"""``stories demo``."""

import click
from flask.cli import with_appcontext

from stories.demo.content import Staff, load_content
from stories.foundation.access import Role
from stories.foundation.db import unit_of_work
from stories.foundation.house_cli import settings
from stories.foundation.shape import require_schema


@click.command()
@with_appcontext
def demo() -> None:
    """Fill an empty house with the demo, and tell how to sign in."""
    from stories.demo import fill, shelf

    require_schema()
    kept = fill.fill(settings().home, lambda words: click.echo(f"  demo: {words} …"))
    with unit_of_work(write=False):
        link = shelf.link_url(kept)
    base = settings()["BASE_URL"]
    click.echo(f"\nSign in at {base} — every demo account has the passphrase {kept.passphrase()}")
    for role, email in _one_of_each():
        click.echo(f"  {role:18} {email}")
    click.echo(f"\nA family's link: {link}\n  PIN {kept.read()['pin']}\n")


def _one_of_each() -> list[tuple[str, str]]:
    # Reviewing takes two, so both moderators are told.
    told: dict[str, Staff] = {}
    for member in load_content().staff:
        twice = member.role == Role.MODERATOR.value
        told.setdefault(f"{member.role} {member.email}" if twice else member.role, member)
    first = load_content().organisations[0].key
    return [(item.role, item.email) for item in told.values() if item.organisation == first]
