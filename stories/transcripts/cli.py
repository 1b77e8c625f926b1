"""Commands of speech: transcribe, models, evaluate. None of them needs the database."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from stories.transcripts.engine import (
    EngineFailed,
    EngineOptions,
    Planned,
    Request,
    SpokenSegment,
    WindowDone,
    transcribe,
)
from stories.transcripts.engine.errors import OF_THE_ASKING
from stories.transcripts.engine.known_models import MODELS
from stories.transcripts.engine.store import InstallFailed, install, is_installed

WRONG_USAGE = 2


def default_models() -> Path:
    """STORIES_MODELS_DIR, else `models` in STORIES_HOME, else `var/models` here."""
    home = os.environ.get("STORIES_HOME") or "var"
    return Path(os.environ.get("STORIES_MODELS_DIR") or Path(home) / "models")


class _WrongUsage(click.ClickException):
    exit_code = WRONG_USAGE


def _failure(error: EngineFailed, name: str) -> click.ClickException:
    sentence = error.sentence.replace("NAME", name)
    if os.environ.get("STORIES_LOG_LEVEL") == "DEBUG" and error.detail:
        click.echo(error.detail, err=True)
    kind = _WrongUsage if error.code in OF_THE_ASKING else click.ClickException
    return kind(sentence)


def _threads() -> int:
    try:
        return max(int(os.environ.get("STORIES_WHISPER_THREADS") or 2), 1)
    except ValueError:
        raise click.ClickException("STORIES_WHISPER_THREADS must be a whole number.") from None


_languages = click.option(
    "--language",
    "languages",
    multiple=True,
    default=("kk", "ru"),
    show_default=True,
    help="A language that is spoken (ISO 639-1); give it once for each.",
)
_model = click.option("--model", default="base", show_default=True, help="An installed model.")


@click.command("transcribe")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_languages
@_model
@click.option("--hint", "hints", multiple=True, help="A name or place to expect.")
def transcribe_command(
    file: Path, as_json: bool, languages: tuple[str, ...], model: str, hints: tuple[str, ...]
) -> None:
    """Write down what is said in FILE, with times and languages."""
    options = EngineOptions(tuple(dict.fromkeys(languages)), model, hints)
    request = Request(file, default_models(), options, threads=_threads())
    try:
        planned, segments = _written(request, show=not as_json)
    except EngineFailed as error:
        raise _failure(error, model) from error
    if as_json:
        click.echo(json.dumps(_as_json(planned, segments), ensure_ascii=False, indent=1))


def _written(request: Request, *, show: bool) -> tuple[Planned, list[SpokenSegment]]:
    from tqdm import tqdm

    planned = Planned(0.0, 0, "", request.options.model, "")
    segments: list[SpokenSegment] = []
    with tqdm(total=0, unit="s", disable=None, file=sys.stderr, leave=False) as bar:
        for event in transcribe(request):
            if isinstance(event, Planned):
                planned = event
                bar.reset(total=round(event.duration))
            elif isinstance(event, WindowDone):
                segments.extend(event.segments)
                bar.update(round(event.until) - bar.n)
                if show:
                    bar.clear()
                    _print(event.segments)
    return planned, segments


def _print(segments: tuple[SpokenSegment, ...]) -> None:
    for segment in segments:
        flags = f"  ({', '.join(segment.flags)})" if segment.flags else ""
        times = f"{_clock(segment.start)} - {_clock(segment.end)}"
        click.echo(f"{times}  {segment.language}  {segment.text}{flags}")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 10), 600)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest / 10:04.1f}"


def _as_json(planned: Planned, segments: list[SpokenSegment]) -> dict[str, object]:
    return {
        "segments": [asdict(segment) for segment in segments],
        "engine": planned.engine,
        "model": planned.model,
        "duration": planned.duration,
    }


@click.group()
def models() -> None:
    """The Whisper models on this machine."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def models_list(as_json: bool) -> None:
    """List the known models and whether they are installed."""
    folder = default_models()
    rows = [
        {
            "name": known.name,
            "installed": is_installed(folder, known.name),
            "bytes": known.size,
            "sha256": known.sha256,
        }
        for known in MODELS.values()
    ]
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "models": rows}, indent=1))
        return
    for row in rows:
        state = "installed" if row["installed"] else "not installed"
        click.echo(f"{row['name']:<8} {int(str(row['bytes'])) // 1_000_000:>5} MB  {state}")


@models.command("install")
@click.argument("name")
def models_install(name: str) -> None:
    """Fetch the model NAME, check its digest and put it in its place."""
    if name not in MODELS:
        raise click.BadParameter(f"there is no model {name!r}; there are {', '.join(MODELS)}.")
    try:
        fresh = _installed(name)
    except InstallFailed as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The model {name} {'is' if fresh else 'was already'} installed.")


def _installed(name: str) -> bool:
    from tqdm import tqdm

    with tqdm(unit="B", unit_scale=True, disable=None, file=sys.stderr, leave=False) as bar:

        def tell(doing: str, done: int, total: int) -> None:
            if bar.disable:  # without a terminal the bar has no label to change
                return
            if bar.desc != f"{doing}: " or bar.total != total:
                bar.reset(total=total)
                bar.set_description(doing, refresh=False)
            bar.update(done - bar.n)

        return install(default_models(), name, tell)


@click.command()
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--engine", default="faster-whisper", show_default=True, help="What to measure.")
@_languages
@_model
@click.option("--limit", type=click.IntRange(min=1), help="Only the first so many clips.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(
    manifest: Path,
    engine: str,
    languages: tuple[str, ...],
    model: str,
    limit: int | None,
    as_json: bool,
) -> None:
    """Measure an engine on the clips of MANIFEST (tab-separated): error rates and speed."""
    from stories.transcripts.engine import evaluation

    if engine not in evaluation.ENGINES:
        raise click.BadParameter(f"there are {', '.join(evaluation.ENGINES)}.", param_hint="engine")
    options = EngineOptions(languages, model)
    try:
        rows = evaluation.evaluate(manifest, engine, _request_for(options), limit=limit)
    except evaluation.BadManifest as error:
        raise click.ClickException(str(error)) from error
    except EngineFailed as error:
        raise _failure(error, model) from error
    _print_rows(rows, engine, model, as_json=as_json)


def _request_for(options: EngineOptions) -> Callable[[Path], Request]:
    folder, threads = default_models(), _threads()
    return lambda path: Request(path, folder, options, threads=threads)


def _print_rows(rows: list[dict[str, object]], engine: str, model: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"engine": engine, "model": model, "rows": rows}, indent=1))
        return
    for row in rows:
        click.echo(
            f"{row['language']!s:<8}{row['kind']!s:<20}{row['clips']!s:>5} clips  "
            f"WER {row['wer']:.3f}  CER {row['cer']:.3f}  RTF {row['real_time_factor']:.3f}"
        )


COMMANDS: tuple[click.Command, ...] = (transcribe_command, models, evaluate)
