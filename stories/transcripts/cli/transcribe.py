"""`stories transcribe FILE`: what is said in a file, in four forms."""

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from stories.transcripts import captions
from stories.transcripts.captions import Spoken
from stories.transcripts.cli.common import (
    default_models,
    failure,
    languages_option,
    model_option,
    threads,
)
from stories.transcripts.cli.output import Output, whole_file
from stories.transcripts.engine import (
    EngineFailed,
    EngineOptions,
    Planned,
    Request,
    SpokenSegment,
    WindowDone,
    transcribe,
)
from stories.transcripts.engine.joining import joined

FORMS: Final = ("json", "vtt", "srt", "txt")
LABEL: Final = "Written by a machine ({engine}, {model}); no person has checked it."


_HELP: Final = {
    "json": "Segments with words, seconds and ISO 639-1 codes.",
    "vtt": "WebVTT captions.",
    "srt": "SubRip captions, UTF-8.",
    "txt": "Lines with times and languages (the default).",
}


@click.command("transcribe")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "form", flag_value="json", help=_HELP["json"])
@click.option("--vtt", "form", flag_value="vtt", help=_HELP["vtt"])
@click.option("--srt", "form", flag_value="srt", help=_HELP["srt"])
@click.option("--txt", "form", flag_value="txt", help=_HELP["txt"])
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write here, all or nothing; its ending says the form if none is given.",
)
@languages_option
@model_option
@click.option("--hint", "hints", multiple=True, help="A name or place to expect.")
def transcribe_command(
    file: Path,
    form: str | None,
    output: Path | None,
    languages: tuple[str, ...],
    model: str,
    hints: tuple[str, ...],
) -> None:
    """Write down what is said in FILE, with times and languages."""
    chosen = form or _form_of(output)
    options = EngineOptions(tuple(dict.fromkeys(languages)), model, hints)
    request = Request(file, default_models(), options, threads=threads())
    with ExitStack() as stack:
        out = stack.enter_context(whole_file(output, file)) if output else None
        try:
            planned, segments = _written(request)
        except EngineFailed as error:
            raise failure(error, model) from error
        _hand_over(out, chosen, planned, segments)


def _form_of(output: Path | None) -> str:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return ending if ending in FORMS else "txt"


def _hand_over(
    out: Output | None, form: str, planned: Planned, segments: list[SpokenSegment]
) -> None:
    if out is not None:
        out.write(drawn(form, planned, segments))
    else:
        click.echo(drawn(form, planned, segments), nl=False)


def drawn(form: str, planned: Planned, segments: Sequence[SpokenSegment]) -> str:
    """The whole text in one of the forms, its end of line included."""
    if form == "json":
        return json.dumps(_as_json(planned, segments), ensure_ascii=False, indent=1) + "\n"
    draw = {"vtt": captions.vtt, "srt": captions.srt, "txt": captions.text}[form]
    return draw([_spoken(one) for one in segments], _label(planned))


def _spoken(one: SpokenSegment) -> Spoken:
    words = tuple(word.start for word in one.words)
    return Spoken(one.start, one.end, one.language, one.text, "", one.flags, words)


def _label(planned: Planned) -> str:
    return LABEL.format(engine=planned.engine, model=planned.model)


def _as_json(planned: Planned, segments: Sequence[SpokenSegment]) -> dict[str, object]:
    return {
        "machine": True,
        "checked": False,
        "label": _label(planned),
        "segments": [asdict(segment) for segment in segments],
        "engine": planned.engine,
        "model": planned.model,
        "digest": planned.digest,
        "duration": planned.duration,
    }


def _written(request: Request) -> tuple[Planned, list[SpokenSegment]]:
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
    return planned, joined(sorted(segments, key=lambda one: (one.start, one.end)))
