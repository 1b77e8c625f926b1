"""`stories models`: what is there, what can be had, and what each costs on this machine."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from stories.transcripts.cli.common import default_models, failure, json_option, threads
from stories.transcripts.engine import EngineFailed, EngineOptions, Request
from stories.transcripts.engine.costs import keep_cost, kept_cost, measure
from stories.transcripts.engine.folders import models_in
from stories.transcripts.engine.known_models import MODELS
from stories.transcripts.engine.store import InstallFailed, install

CLIP = Path("demo", "content", "audio", "train.opus")


@click.group()
def models() -> None:
    """The Whisper models on this machine."""


@models.command("list")
@json_option
def models_list(as_json: bool) -> None:
    """List the known models and those in the models folder, with what each costs here."""
    folder = default_models()
    rows = [{**row, "cost": kept_cost(folder / str(row["name"]))} for row in models_in(folder)]
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "models": rows}, indent=1))
        return
    for row in rows:
        click.echo(_line(row))


def _line(row: Mapping[str, Any]) -> str:
    size = f"{int(row['bytes']) // 1_000_000:>5} MB"
    return f"{row['name']:<20} {size}  {row['state']:<16} {_told(row['cost'])}".rstrip()


def _told(cost: Mapping[str, Any] | None) -> str:
    if cost is None:
        return "not measured yet"
    return (
        f"{cost['peak_mb']} MB of memory, {cost['real_time_factor']} × the sound's length, "
        f"{cost['threads']} threads ({cost['measured_on']})"
    )


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


@models.command("measure")
@click.argument("names", nargs=-1)
@click.option(
    "--clip",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A recording of your own; else one that comes with the programme.",
)
@json_option
def models_measure(names: tuple[str, ...], clip: Path | None, as_json: bool) -> None:
    """Run NAMES (or every installed model) once and keep what it took, beside the model."""
    folder = default_models()
    chosen = names or tuple(str(row["name"]) for row in models_in(folder) if row["installed"])
    if not chosen:
        raise click.ClickException(
            "No model is installed; `stories models install base` fetches one."
        )
    costs = {name: _measured(folder, name, clip) for name in dict.fromkeys(chosen)}
    if as_json:
        click.echo(json.dumps(costs, indent=1))
        return
    for name, cost in costs.items():
        click.echo(f"{name:<20} {_told(cost)}")


def _measured(folder: Path, name: str, clip: Path | None) -> dict[str, Any]:
    import stories

    audio = clip or Path(stories.__file__).parent / CLIP
    click.echo(f"Measuring {name} …", err=True)
    request = Request(audio, folder, EngineOptions(("kk", "ru"), name), threads=threads())
    try:
        cost = measure(request)
    except EngineFailed as error:
        raise failure(error, name) from error
    if not keep_cost(folder / name, cost):
        click.echo(f"The folder {folder} is not writable, so this is not kept.", err=True)
    return cost
