"""`stories evaluate MANIFEST.tsv`: how well an engine and a model do, in figures."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from stories.transcripts.cli.common import (
    default_models,
    failure,
    json_option,
    languages_option,
    model_option,
    threads,
)
from stories.transcripts.engine import EngineFailed, EngineOptions, Request

HEAD = (
    "language  kind                 clips   WER (95 %)            CER (95 %)            "
    "WER norm.  CER norm.  lang. right  ins./min  time/length"
)


@click.command()
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--engine", default="faster-whisper", show_default=True, help="What to measure.")
@languages_option
@model_option
@click.option("--limit", type=click.IntRange(min=1), help="Only the first so many clips.")
@json_option
def evaluate(
    manifest: Path,
    engine: str,
    languages: tuple[str, ...],
    model: str,
    limit: int | None,
    as_json: bool,
) -> None:
    """Measure an engine on the clips of MANIFEST (tab-separated): errors, speed and memory."""
    from stories.transcripts.engine import evaluation

    if engine not in evaluation.ENGINES:
        raise click.BadParameter(f"there are {', '.join(evaluation.ENGINES)}.", param_hint="engine")
    options = EngineOptions(tuple(dict.fromkeys(languages)), model)
    request = Request(manifest, default_models(), options, threads=threads())
    try:
        found = evaluation.evaluate(manifest, engine, request, limit=limit, bar=_bar)
    except evaluation.BadManifest as error:
        raise click.ClickException(str(error)) from error
    except EngineFailed as error:
        raise failure(error, model) from error
    told = {"engine": engine, "model": model, **found}
    click.echo(json.dumps(told, indent=1) if as_json else "\n".join(lines_of(told)))


def _bar(count: int) -> Callable[[], None]:
    from tqdm import tqdm

    bar = tqdm(total=count, unit="clip", disable=None, file=sys.stderr, leave=False)

    def tell() -> None:
        bar.update(1)
        if bar.n >= count:
            bar.close()

    return tell


def lines_of(told: Mapping[str, Any]) -> list[str]:
    """The figures as a table for people."""
    cost = f"at most {told['peak_mb']} MB, loaded in {told['loading_seconds']} s"
    first = f"{told['engine']}, {told['model']}, {told['threads']} threads: {cost}"
    return [first, HEAD, *(_line(row) for row in told["rows"])]


def _line(row: Mapping[str, Any]) -> str:
    return (
        f"{row['language']:<10}{row['kind']:<20}{row['clips']:>6}   "
        f"{_rate(row['wer'], row['wer_95']):<22}{_rate(row['cer'], row['cer_95']):<22}"
        f"{_figure(row['wer_normalised'], 3):<11}{_figure(row['cer_normalised'], 3):<11}"
        f"{_share(row['language_right']):<13}"
        f"{_figure(row['insertions_per_silent_minute'], 1):<10}{row['real_time_factor']:.3f}"
    )


def _rate(rate: float | None, between: tuple[float, float] | None) -> str:
    if rate is None or between is None:
        return _figure(rate, 3)
    return f"{rate:.3f} ({between[0]:.3f}-{between[1]:.3f})"


def _figure(value: float | None, places: int) -> str:
    return "-" if value is None else f"{value:.{places}f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value * 100:.1f} %"
