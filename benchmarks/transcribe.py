"""Our transcription beside plain faster-whisper on one recording whose words are known.

The recording lies beside a JSON file of the same name: a list of segments with `text`.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from stories.transcripts.cli import default_models
from stories.transcripts.engine import EngineFailed, EngineOptions, Request
from stories.transcripts.engine.pipeline import ENGINE
from stories.transcripts.engine.scoring import errors_of
from stories.transcripts.engine.writers import AUTOMATIC, writer

ROOT = Path(__file__).resolve().parent.parent
RECORDING = ROOT.parent / "shared" / "speech" / "bilingual_interview_ccby_bsd.opus"


@dataclass(frozen=True)
class Row:
    engine: str
    wer: float
    cer: float
    seconds: float
    real_time_factor: float


def measured(engine: str, request: Request, said: str, duration: float) -> Row:
    write = writer(engine, request)
    begun = time.monotonic()
    text = " ".join(one.text for one in write(request))
    took = time.monotonic() - begun
    errors = errors_of(said, text)
    return Row(engine, errors.wer, errors.cer, round(took, 1), round(took / duration, 3))


def compare(request: Request) -> dict[str, object]:
    segments = json.loads(request.audio.with_suffix(".json").read_text("utf-8"))
    said = " ".join(segment["text"] for segment in segments)
    duration = float(segments[-1]["end"])
    plain, ours = (measured(engine, request, said, duration) for engine in (AUTOMATIC, ENGINE))
    return {
        "recording": request.audio.name,
        "duration": duration,
        "model": request.options.model,
        "threads": request.threads,
        "rows": [asdict(plain), asdict(ours)],
        "cer_ratio": round(ours.cer / max(plain.cer, 1e-9), 3),
        "time_ratio": round(ours.seconds / max(plain.seconds, 1e-9), 3),
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path, nargs="?", default=RECORDING)
    parser.add_argument("--model", default="base")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    options = EngineOptions(model=asked.model)
    request = Request(asked.recording, default_models(), options, threads=asked.threads)
    try:
        found = compare(request)
    except (EngineFailed, OSError) as error:
        sentence = error.sentence if isinstance(error, EngineFailed) else str(error)
        print(sentence, file=sys.stderr)
        return 1
    print(json.dumps(found, indent=1) if asked.json else table(found))
    return 0


def table(found: dict[str, object]) -> str:
    rows = found["rows"]
    assert isinstance(rows, list)  # noqa: S101 - tells the type checker
    lines = [f"{'engine':<28}{'WER':>8}{'CER':>8}{'seconds':>10}{'RTF':>8}"]
    lines += [
        f"{row['engine']:<28}{row['wer']:>8.3f}{row['cer']:>8.3f}"
        f"{row['seconds']:>10.1f}{row['real_time_factor']:>8.3f}"
        for row in rows
    ]
    lines.append(f"ours / plain: CER {found['cer_ratio']}, time {found['time_ratio']}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
