"""Commands of speech."""

import click

COMMANDS: tuple[click.Command, ...] = ()
