import json
import os
import sys
import time

import pytest

from stories.transcripts.engine import (
    EngineFailed,
    EngineOptions,
    Request,
    SpokenSegment,
    WindowDone,
    Word,
    transcribe,
)
from stories.transcripts.engine.runner import Patience, run_whisper
from stories.transcripts.engine.types import Done, ModelUsed, Planned, Progress
from stories.transcripts.engine.wire import event_from_json, event_to_json, request_from_json

WORDS = (Word(0.0, 1.0, "иә", 0.5),)
SEGMENT = SpokenSegment(
    0.0, 1.0, "kk", "иә", 0.5, WORDS, ("unsure",), "faster-whisper", "base", "abc", 0.75
)
OPTIONS = EngineOptions(models={"kk": "our-kazakh"}, routing="base", device="cpu")
EVENTS = [
    Progress("model", 0.0),
    Planned(3.5, 1, "faster-whisper", "base", "abc"),
    Planned(3.5, 1, "e", "base", "abc", OPTIONS, {"kk": ModelUsed("our-kazakh", "d")}, "p", 1),
    WindowDone(0, 1, 3.5, (SEGMENT,)),
    Done(1),
]


@pytest.fixture
def request_for(tmp_path):
    return Request(tmp_path / "a.wav", tmp_path, EngineOptions(hints=("Айша",)), 1, "p", 3)


def child(code):
    head = "import json, os, sys, time, signal\nasked = json.loads(sys.stdin.readline())\n"
    return (sys.executable, "-c", head + code)


def say(*events):
    return "".join(f"print({event_to_json(event)!r}, flush=True)\n" for event in events)


def run(request, code, **more):
    return run_whisper(request, on_beat=lambda: None, command=child(code), **more)


@pytest.mark.parametrize("event", EVENTS)
def test_events_survive_the_wire(event):
    assert event_from_json(json.loads(event_to_json(event))) == event


def test_the_events_of_a_child_arrive(request_for):
    assert list(run(request_for, say(*EVENTS))) == EVENTS


def test_the_child_gets_the_request_and_neither_secrets_nor_network(request_for, monkeypatch):
    monkeypatch.setenv("STORIES_SECRET_KEY", "a secret")
    told = request_for.audio.with_name("told.json")
    code = f"json.dump([asked, dict(os.environ), os.nice(0)], open({str(told)!r}, 'w'))\n" + say(
        Done(0)
    )
    list(run(request_for, code))
    asked, environment, nice = json.loads(told.read_text())
    assert request_from_json(json.dumps(asked)) == (request_for, True)
    assert environment["HF_HUB_OFFLINE"] == "1"
    assert environment["OMP_NUM_THREADS"] == "3"
    assert not [key for key in environment if key.startswith("STORIES_")]
    assert nice >= 10


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("sys.exit(3)", "crashed"),
        ("sys.exit(0)", "crashed"),
        ("raise RuntimeError('out of luck')", "crashed"),
        ("print('not json', flush=True); time.sleep(60)", "crashed"),
        ('print(\'{"event": "other"}\', flush=True); time.sleep(60)', "crashed"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "killed"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "killed"),
        ("print(json.dumps({'event': 'error', 'code': 'empty'}), flush=True)", "empty"),
    ],
)
def test_a_broken_child_is_told_by_its_code(request_for, code, failure):
    events = run(request_for, say(EVENTS[0]) + code)
    assert next(events) == EVENTS[0]
    with pytest.raises(EngineFailed) as failed:
        list(events)
    assert failed.value.code == failure
    assert failed.value.sentence


def test_the_log_has_what_the_child_said(request_for):
    with pytest.raises(EngineFailed) as failed:
        list(run(request_for, "raise RuntimeError('out of luck')"))
    assert "out of luck" in failed.value.detail


def test_a_hung_child_is_ended_and_beats_go_on_meanwhile(request_for):
    beats = []
    command = child("open(asked['audio'], 'w').write(str(os.getpid())); time.sleep(60)")
    with pytest.raises(EngineFailed, match="stalled"):
        list(
            run_whisper(
                request_for,
                on_beat=lambda: beats.append(1),
                patience=Patience(beat=0.1, stall=2.0),
                command=command,
            )
        )
    assert len(beats) > 5
    assert gone(int(request_for.audio.read_text()))


def gone(pid):
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_closing_the_generator_ends_the_child(request_for):
    code = (
        "print(json.dumps({'event': 'progress', 'stage': str(os.getpid()), 'done': 0}), flush=True)"
    )
    events = run(request_for, code + "\ntime.sleep(60)")
    pid = int(next(events).stage)
    events.close()
    assert gone(pid)


def test_the_real_child_reports_a_missing_model(request_for):
    with pytest.raises(EngineFailed, match="model_missing"):
        list(transcribe(request_for))


def test_a_model_that_does_not_exist(request_for):
    asked = Request(request_for.audio, request_for.models, EngineOptions(model="../base"))
    with pytest.raises(EngineFailed, match="unknown_model"):
        list(transcribe(asked))
