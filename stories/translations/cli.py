"""`stories evaluate-translation MANIFEST.tsv`: how well a model drafts, in figures."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from stories.transcripts.cli.common import WrongUsage, default_models, json_option, threads
from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.options import AUTO
from stories.translations.engine.errors import sentence_for
from stories.translations.engine.types import CTRANSLATE2, Asked

WAYS: Final = ("kk-ru", "ru-kk")
HEAD: Final = "way     sentences  chrF    copied  sentences/s  memory   model"


@click.command("evaluate-translation")
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--engine",
    type=click.Choice((CTRANSLATE2, "copy")),
    default=CTRANSLATE2,
    show_default=True,
    help="What to measure; copy hands the original back and shows what that scores.",
)
@click.option("--model", default="", help="A folder in the models folder, or any folder.")
@click.option(
    "--way",
    "ways",
    type=click.Choice(WAYS),
    multiple=True,
    default=WAYS,
    show_default=True,
    help="From which language into which; give it once for each.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Only the first so many sentences.")
@json_option
def evaluate_translation(
    manifest: Path, engine: str, model: str, ways: tuple[str, ...], limit: int | None, as_json: bool
) -> None:
    """Measure a model for drafts on the sentences of MANIFEST (columns kk and ru): chrF, speed."""
    from stories.translations.engine import evaluation

    name = model or os.environ.get("STORIES_TRANSLATION_MODEL", "")
    if engine == CTRANSLATE2 and not name:
        raise WrongUsage("Name a model with --model, or set STORIES_TRANSLATION_MODEL.")
    names = dict.fromkeys(("kk", "ru"), name)
    asked = Asked(CTRANSLATE2, default_models(), names, threads=threads())
    asked = replace(asked, device=_set("DEVICE"), compute=_set("COMPUTE"))
    try:
        pairs = evaluation.read_pairs(manifest, limit)
        rows = evaluation.evaluate(pairs, engine, asked, tuple(dict.fromkeys(ways)), _bar)
    except evaluation.BadManifest as error:
        raise click.ClickException(str(error)) from error
    except EngineFailed as error:
        if os.environ.get("STORIES_LOG_LEVEL") == "DEBUG" and error.detail:
            click.echo(error.detail, err=True)
        raise click.ClickException(sentence_for(error)) from error
    told = {"engine": engine, "threads": asked.threads, "rows": rows}
    click.echo(json.dumps(told, indent=1) if as_json else "\n".join(lines_of(told)))


def _set(name: str) -> str:
    return os.environ.get(f"STORIES_WHISPER_{name}") or AUTO


def _bar(count: int) -> Callable[[], None]:
    from tqdm import tqdm

    bar = tqdm(total=count, unit="sentence", disable=None, file=sys.stderr, leave=False)

    def tell() -> None:
        bar.update(1)
        if bar.n >= count:
            bar.close()

    return tell


def lines_of(told: Mapping[str, Any]) -> list[str]:
    """The figures as a table for people."""
    return [f"{told['engine']}, {told['threads']} threads", HEAD, *map(_line, told["rows"])]


def _line(row: Mapping[str, Any]) -> str:
    speed = row["sentences_per_second"]
    memory = f"{row['peak_mb']} MB" if row["peak_mb"] else "-"
    return (
        f"{row['way']:<8}{row['sentences']:>9}  {row['chrf']:>5.1f}  {row['copied']:>7.1f}  "
        f"{'-' if speed is None else f'{speed:.1f}':>11}  {memory:<8} {row['model'] or '-'}"
    )


COMMANDS: tuple[click.Command, ...] = (evaluate_translation,)
