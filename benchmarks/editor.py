"""Opening, typing and scrolling a text of three hours: beside another open editor, in one browser.

Serves a fresh SQLite house by ``stories serve`` with a recording of three hours and 2,500 segments
with the times of their words, and the editor of the BBC (``@bbc/react-transcript-editor``, built
from npm) with the same words and the same sound. The targets: opens in under a second, a typed
letter shows in under 50 ms, 60 frames a second while scrolling, memory that stays flat.
"""

import argparse
import functools
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.editing import Editor, chromium, measure
from benchmarks.pages import Visitor, free_port, prepare, running
from benchmarks.world import PASSPHRASE

HOUSE, PEER = "this house", "@bbc/react-transcript-editor"
PACKAGES = ("@bbc/react-transcript-editor@1.4.4", "react@16", "react-dom@16", "esbuild@0.28")
TARGETS = {"open_ms": 1000, "key_p95_ms": 50, "frames_per_second": 60}
SENTENCE = "Таңертең апам ең бірінші тұратын да пештің тарсылы алыстан естілетін еді"
WORDS = SENTENCE.split()
PAGE = '<!doctype html><meta charset="utf-8"><div id="root"></div><script src="out.js"></script>'
SCRIPT = """
import React from "react";
import ReactDOM from "react-dom";
import { TranscriptEditor } from "@bbc/react-transcript-editor";
fetch("transcript.json").then((answer) => answer.json()).then((data) => ReactDOM.render(
  React.createElement(TranscriptEditor, {
    transcriptData: data, mediaUrl: "sound.webm", mediaType: "audio", title: "x", fileName: "x",
    sttJsonType: "digitalpaperedit", isEditable: true, spellCheck: false,
  }), document.getElementById("root")));
"""


def lines(segments: int, seconds: int) -> list[dict[str, Any]]:
    """As many sentences, each with its words and their times in seconds."""
    each = seconds / segments
    step = each * 0.9 / len(WORDS)
    return [
        {
            "start": place * each,
            "end": place * each + each * 0.9,
            "words": [
                {
                    "text": word,
                    "start": round(place * each + number * step, 3),
                    "end": round(place * each + (number + 1) * step, 3),
                }
                for number, word in enumerate(WORDS)
            ],
        }
        for place in range(segments)
    ]


def sound(path: Path, seconds: int) -> Path:
    """Hours of quiet noise in a small file."""
    from stories.media.tools import ffmpeg_binary

    source = ("-f", "lavfi", "-i", f"anoisesrc=a=0.01:r=8000:d={seconds}")
    coded = ("-c:a", "libopus", "-b:a", "6k", str(path))
    subprocess.run((ffmpeg_binary(), "-v", "error", "-y", *source, *coded), check=True)
    return path


@contextmanager
def house(home: Path, told: list[dict[str, Any]], heard: Path) -> Iterator[Editor]:
    """The house with the long text, opened by somebody who may correct it."""
    home.mkdir()
    world, environment = prepare(home, 1)
    recording = _lengthen(environment, told, heard)
    port = int(environment["STORIES_PORT"])
    serve = [sys.executable, "-m", "stories", "serve", "--no-worker"]
    with running(serve, port, environment):
        staff = Visitor(port)
        staff.fill_in("/sign-in", email=world.email, passphrase=PASSPHRASE)
        url = f"http://127.0.0.1:{port}/recordings/{recording}/transcript"
        ready = "[data-keys]:not([hidden])"
        yield Editor(url, ready, ".said textarea", "html", staff.cookie)


def _lengthen(environment: dict[str, str], told: list[dict[str, Any]], heard: Path) -> uuid.UUID:
    from sqlalchemy import delete, insert, select

    from stories.app import create_app
    from stories.foundation.blobs import blobs
    from stories.foundation.db import db, unit_of_work
    from stories.transcripts.models import Segment, TranscriptVersion

    with create_app(environment).app_context(), unit_of_work():
        version = db.session.scalars(select(TranscriptVersion)).one()
        version.current = True
        recording = version.recording
        key = f"playback/{uuid.uuid4()}/sound.webm"
        blobs().put_file(key, heard)
        recording.playback_opus = recording.playback_aac = key
        recording.seconds = told[-1]["end"]
        recording.peaks = [place % 90 for place in range(1000)]
        db.session.execute(delete(Segment).where(Segment.version_id == version.id))
        rows = [
            {
                "id": uuid.uuid4(),
                "organisation_id": version.organisation_id,
                "version_id": version.id,
                "position": place,
                "start_ms": round(one["start"] * 1000),
                "end_ms": round(one["end"] * 1000),
                "language": "kk",
                "text": " ".join(WORDS) + ".",
                "words": [word | {"probability": 0.9} for word in one["words"]],
                "flags": [],
            }
            for place, one in enumerate(told)
        ]
        db.session.execute(insert(Segment), rows)
        return recording.id


def install_peer(folder: Path) -> Path:
    """Put the peer into a folder by npm and build it; it is used there and nowhere else."""
    folder.mkdir(exist_ok=True)
    if not (folder / "out.js").exists():
        (folder / "package.json").write_text('{"private": true}')
        (folder / "peer.js").write_text(SCRIPT)
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--legacy-peer-deps"]
        subprocess.run([*npm, *PACKAGES], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        defined = ('--define:process.env.NODE_ENV="production"', "--define:global=window")
        bundle = ["npx", "esbuild", "peer.js", "--bundle", "--minify", *defined]
        subprocess.run([*bundle, "--outfile=out.js", "--log-level=error"], cwd=folder, check=True)
    return folder


@contextmanager
def peer(installed: Path, told: list[dict[str, Any]], heard: Path) -> Iterator[Editor]:
    """The other editor with the same words, served as plain files."""
    words = [word | {"id": place} for place, word in enumerate(_words(told))]
    paragraphs = [
        {"id": place, "start": one["start"], "end": one["end"], "speaker": "A"}
        for place, one in enumerate(told)
    ]
    (installed / "index.html").write_text(PAGE)
    (installed / "transcript.json").write_text(
        json.dumps({"words": words, "paragraphs": paragraphs}, ensure_ascii=False)
    )
    shutil.copy(heard, installed / "sound.webm")
    port = free_port()
    handler = functools.partial(_Quiet, directory=str(installed))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    field = ".public-DraftEditor-content [data-text]"
    try:
        yield Editor(f"http://127.0.0.1:{port}/", field, field, ".public-DraftEditor-content")
    finally:
        server.shutdown()


def _words(told: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in told:
        yield from one["words"]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def run(segments: int, hours: float, runs: int, installed: Path | None) -> dict[str, Any]:
    """Both editors, one after the other, in the same browser."""
    told = lines(segments, round(hours * 3600))
    rows = {}
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        folder = Path(place)
        heard = sound(folder / "sound.webm", round(hours * 3600))
        with house(folder / "house", told, heard) as editor:
            rows[HOUSE] = measure(browser, editor, runs)
        if installed:
            with peer(installed, told, heard) as editor:
                rows[PEER] = measure(browser, editor, runs)
    result: dict[str, Any] = {"segments": segments, "hours": hours, "rows": rows}
    if installed:
        ours, theirs = rows[HOUSE], rows[PEER]
        result["ratios"] = {
            name: round(theirs[name] / ours[name], 2) for name in ("open_ms", "key_ms", "heap_mib")
        }
    return result


def show(result: dict[str, Any]) -> None:
    for name, row in result["rows"].items():
        print(name)
        for figure, value in row.items():
            target = f"   (target {TARGETS[figure]})" if figure in TARGETS else ""
            print(f"  {figure:22}{value:>9}{target}")
    for name, ratio in result.get("ratios", {}).items():
        print(f"{PEER} needs {ratio} times as much: {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=2500)
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--runs", type=int, default=5, help="how often each is opened")
    parser.add_argument("--peer", type=Path, help="a folder the peer is, or is to be, installed in")
    parser.add_argument("--alone", action="store_true", help="without the peer")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.alone and shutil.which("npm") is None:
        raise SystemExit("The peer is built by npm, which was not found; --alone goes without it.")
    with tempfile.TemporaryDirectory() as passing:
        place = options.peer or Path(passing) / "peer"
        installed = None if options.alone else install_peer(place)
        result = run(options.segments, options.hours, options.runs, installed)
    print(json.dumps(result, indent=2)) if options.json else show(result)


if __name__ == "__main__":
    main()
