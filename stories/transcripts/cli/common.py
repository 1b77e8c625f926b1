"""What the commands of speech share: folders, threads, options, and errors of one sentence."""

import os
from pathlib import Path

import click

from stories.transcripts.engine import EngineFailed
from stories.transcripts.engine.errors import OF_THE_ASKING

WRONG_USAGE = 2


def default_models() -> Path:
    """STORIES_MODELS_DIR, else `models` in STORIES_HOME, else `var/models` here."""
    home = os.environ.get("STORIES_HOME") or "var"
    return Path(os.environ.get("STORIES_MODELS_DIR") or Path(home) / "models")


class WrongUsage(click.ClickException):
    """One sentence and exit code 2."""

    exit_code = WRONG_USAGE


def failure(error: EngineFailed, name: str) -> click.ClickException:
    """What a person reads when the engine fails; `name` is the model's."""
    sentence = error.sentence.replace("NAME", name)
    if os.environ.get("STORIES_LOG_LEVEL") == "DEBUG" and error.detail:
        click.echo(error.detail, err=True)
    kind = WrongUsage if error.code in OF_THE_ASKING else click.ClickException
    return kind(sentence)


def threads() -> int:
    """STORIES_WHISPER_THREADS, or 2."""
    try:
        return max(int(os.environ.get("STORIES_WHISPER_THREADS") or 2), 1)
    except ValueError:
        raise click.ClickException("STORIES_WHISPER_THREADS must be a whole number.") from None


languages_option = click.option(
    "--language",
    "languages",
    multiple=True,
    default=("kk", "ru"),
    show_default=True,
    help="A language that is spoken (ISO 639-1); give it once for each.",
)
model_option = click.option(
    "--model", default="base", show_default=True, help="An installed model."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
