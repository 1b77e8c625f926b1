"""Commands of speech: transcribe, models, evaluate. None of them needs the database."""

import click

from stories.transcripts.cli.common import default_models
from stories.transcripts.cli.evaluate import evaluate
from stories.transcripts.cli.models import models
from stories.transcripts.cli.transcribe import transcribe_command

__all__ = ["COMMANDS", "default_models", "evaluate", "models", "transcribe_command"]

COMMANDS: tuple[click.Command, ...] = (transcribe_command, models, evaluate)
