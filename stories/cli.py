"""The ``stories`` command."""

import os
import sys
from typing import Any

import click
from flask.cli import AppGroup, FlaskGroup, ScriptInfo

from stories.foundation.errors import StoriesError, UnsafeStart
from stories.foundation.house_cli import COMMANDS as HOUSE


def _make_app() -> Any:
    from stories.app import create_app

    return create_app()


class Commands(FlaskGroup):
    """The house's commands; those about speech bring their libraries along when asked for."""

    def _speech(self) -> None:
        from stories.transcripts.cli import COMMANDS as SPEECH
        from stories.translations.cli import COMMANDS as OTHER

        for command in (*SPEECH, *OTHER):
            self.add_command(command)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.commands:
            self._speech()
        return super().get_command(ctx, name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._speech()
        return super().list_commands(ctx)


cli = Commands(
    name="stories",
    create_app=_make_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Stories between generations: plan, record, write down, check, give back.",
)
for command in HOUSE:
    cli.add_command(command)


def main() -> None:
    """Run the command; what went wrong is one sentence and exit code 1."""
    try:
        cli.main(prog_name="stories", obj=ScriptInfo(create_app=_make_app))
    except UnsafeStart as error:
        _fail(str(error))
    except StoriesError as error:
        _fail(str(error.sentence))


def _fail(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)


__all__ = ["AppGroup", "cli", "main"]
os.environ.setdefault("PYTHONUNBUFFERED", "1")
