"""Our transcription beside others on one recording whose words are known, in one run.

The same weights, int8 (openai-whisper: float32) and as many threads for all; each way in a process
of its own, so that its memory is its own. The recording lies beside a JSON file of the same name: a
list of segments with `start`, `end`, `lang` and `text`. `--openai PYTHON` names the Python that
has openai-whisper in it (`tools/openai_venv.py` makes one). `--long` puts six of our narrations
one behind the other and tells whether time and memory grow.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.transcribers import (
    BATCHED,
    FILTERED,
    OPENAI,
    OURS,
    OURS_OPENAI,
    PLAIN,
)
from stories.media.tools import ffmpeg_binary
from stories.transcripts.cli import default_models
from stories.transcripts.engine.scoring import errors_of

ROOT = Path(__file__).resolve().parent.parent
SPEECH = ROOT.parent / "shared" / "speech"
RECORDING = SPEECH / "bilingual_interview_ccby_bsd.opus"
NARRATION = SPEECH / "ru_narration_10min.opus"
Row = dict[str, Any]


def run(way: str, audio: Path, asked: argparse.Namespace, *, repeat: int = 1) -> Row:
    """What a way of writing down gave; raises subprocess.CalledProcessError."""
    job = {
        "way": way,
        "audio": str(audio.resolve()),
        "models": str(asked.models.resolve()),
        "model": asked.model,
        "threads": asked.threads,
        "repeat": repeat,
    }
    python = asked.openai if way in (OPENAI, OURS_OPENAI) else sys.executable
    known = os.environ | {"OMP_NUM_THREADS": str(asked.threads), "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [str(python), "-m", "benchmarks.transcribers"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=known | {"HF_HUB_OFFLINE": "1"},
    )
    answer: Row = json.loads(found.stdout)
    return answer


def measured(way: str, audio: Path, asked: argparse.Namespace, repeat: int) -> Row:
    truth = json.loads(audio.with_suffix(".json").read_text("utf-8"))
    answer = run(way, audio, asked, repeat=repeat)
    texts = [" ".join(one[3].strip() for one in each["segments"]) for each in answer["runs"]]
    errors = errors_of(" ".join(one["text"] for one in truth), texts[0])
    seconds = min(each["took"] for each in answer["runs"])
    row: Row = {
        "way": way,
        "wer": errors.wer,
        "cer": errors.cer,
        "language": language_share(truth, answer["runs"][0]["segments"]),
        "seconds": round(seconds, 1),
        "processor_seconds": round(min(each["cpu"] for each in answer["runs"]), 1),
        "real_time_factor": round(seconds / float(truth[-1]["end"]), 4),
        "peak_mb": round(answer["peak_mb"]),
        "same_text": len(set(texts)) == 1 if len(texts) > 1 else None,
    }
    print(json.dumps(row), file=sys.stderr)  # a later way that fails takes no figure with it
    return row


def language_share(truth: Sequence[Row], segments: Sequence[Sequence[Any]]) -> float:
    """The share of written speech, by time, whose language is one that is spoken there."""
    right = total = 0.0
    for start, end, language, text in segments:
        for one in truth:
            shared = min(end, one["end"]) - max(start, one["start"])
            if shared > 0 and text.strip():
                total += shared
                right += shared if language in one["lang"].split("+") else 0.0
    return round(right / total, 4) if total else 0.0


def ratios(rows: Sequence[Row]) -> dict[str, float]:
    """How many times faster ours is than each other way, by the clock."""
    own = next(row for row in rows if row["way"] == OURS)
    return {
        row["way"]: round(row["seconds"] / max(own["seconds"], 0.1), 2)
        for row in rows
        if row is not own
    }


def compare(asked: argparse.Namespace) -> Row:
    ways = [OURS, PLAIN, FILTERED, BATCHED] + ([OPENAI, OURS_OPENAI] if asked.openai else [])
    wanted = [way for way in ways if not asked.only or way in asked.only]
    rows = [
        measured(way, asked.recording, asked, asked.repeat if way == OURS else 1) for way in wanted
    ]
    found: Row = {"recording": asked.recording.name, "model": asked.model, "rows": rows}
    found |= {"threads": asked.threads, "load": os.getloadavg()[0]}
    return found | ({"times_faster": ratios(rows)} if OURS in wanted else {})


def long_run(asked: argparse.Namespace) -> Row:
    """Ten minutes of narration and six times that: time for each second, and memory."""
    found: Row = {}
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "hour.opus"
        source = ["-stream_loop", "5", "-i", str(NARRATION), "-c", "copy", str(long)]
        subprocess.run([ffmpeg_binary(), "-v", "error", *source], check=True)
        minutes = json.loads(NARRATION.with_suffix(".json").read_text("utf-8"))[-1]["end"] / 60
        for name, audio, length in (("short", NARRATION, minutes), ("long", long, 6 * minutes)):
            answer = run(OURS, audio, asked)
            (one,) = answer["runs"]
            found[name] = {
                "minutes": round(length, 1),
                "real_time_factor": round(one["took"] / length / 60, 4),
                "processor_factor": round(one["cpu"] / length / 60, 4),
                "peak_mb": round(answer["peak_mb"]),
            }
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path, nargs="?", default=RECORDING)
    parser.add_argument("--model", default="base")
    parser.add_argument("--models", type=Path, default=default_models())
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=2, help="runs of ours, which must agree")
    parser.add_argument("--openai", type=Path, help="a Python with openai-whisper")
    parser.add_argument("--only", action="append", help="one way alone; may be given again")
    parser.add_argument("--long", action="store_true", help="an hour of narration instead")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    try:
        found = long_run(asked) if asked.long else compare(asked)
    except subprocess.CalledProcessError as error:
        print(error.stderr.strip()[-2000:], file=sys.stderr)
        return 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(found, indent=1) if asked.json or asked.long else table(found))
    return 0


def table(found: Row) -> str:
    head = f"{'way':<30}{'WER':>7}{'CER':>7}{'lang':>7}{'s':>8}{'RTF':>8}{'MB':>6}  same text"
    lines = [head]
    lines += [
        f"{row['way']:<30}{row['wer']:>7.3f}{row['cer']:>7.3f}{row['language']:>7.3f}"
        f"{row['seconds']:>8.1f}{row['real_time_factor']:>8.3f}{row['peak_mb']:>6}"
        f"  {'' if row['same_text'] is None else row['same_text']}"
        for row in found["rows"]
    ]
    for way, times in found.get("times_faster", {}).items():
        lines.append(f"ours is {times} times as fast as {way}")
    return "\n".join([*lines, f"load of the machine at the end: {found['load']:.1f}"])


if __name__ == "__main__":
    sys.exit(main())
