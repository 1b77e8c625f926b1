import os
import time

import pytest

from stories.media.tools import ToolFailed, ToolTimedOut, ffmpeg_binary, read_samples
from stories.media.tools import pcm as pcm_module
from stories.media.tools.process import run_ffmpeg
from tests.media import samples


def script(path, body):
    path.write_text(f"#!/bin/sh\necho $$ > {path}.pid\n{body}\n")
    path.chmod(0o755)
    return str(path)


def gone(path):
    with pytest.raises(ProcessLookupError):
        os.kill(int((path.parent / f"{path.name}.pid").read_text()), 0)
    return True


def test_there_is_an_ffmpeg():
    assert os.access(ffmpeg_binary(), os.X_OK)


def test_a_hung_child_is_ended(tmp_path):
    start = time.monotonic()
    with pytest.raises(ToolTimedOut):
        run_ffmpeg([script(tmp_path / "hang", "exec sleep 60")], limit=0.5)
    assert time.monotonic() - start < 10
    assert gone(tmp_path / "hang")


def test_a_child_that_reports_but_does_not_move_is_ended(tmp_path):
    body = "while true; do echo out_time_us=5; sleep 0.1; done"
    with pytest.raises(ToolTimedOut):
        run_ffmpeg([script(tmp_path / "still", body)], limit=60, stall=0.7)
    assert gone(tmp_path / "still")


def test_progress_is_told_in_seconds(tmp_path):
    body = "echo out_time_us=N/A; echo out_time_us=1500000; echo progress=end; echo ok >&2"
    heard: list[float] = []
    said = run_ffmpeg([script(tmp_path / "fine", body)], limit=20, tell=heard.append)
    assert (heard, said) == ([1.5], "ok")


def test_a_failure_carries_the_last_words(tmp_path):
    with pytest.raises(ToolFailed, match="no space left"):
        run_ffmpeg([script(tmp_path / "fail", "echo no space left >&2; exit 3")], limit=20)


def test_reading_samples_ends_a_hung_child(tmp_path, monkeypatch):
    hang = script(tmp_path / "hang", "exec sleep 60")
    monkeypatch.setattr(pcm_module, "ffmpeg_binary", lambda: hang)
    with pytest.raises(ToolTimedOut):
        list(read_samples(samples.sample("mp3"), stall=0.5))
    assert gone(tmp_path / "hang")


def test_reading_samples_says_why_it_failed(tmp_path, monkeypatch):
    fail = script(tmp_path / "fail", "echo broken >&2; exit 1")
    monkeypatch.setattr(pcm_module, "ffmpeg_binary", lambda: fail)
    with pytest.raises(ToolFailed, match="broken"):
        list(read_samples(samples.sample("mp3")))


def test_stopping_early_ends_the_child():
    blocks = read_samples(samples.sample("wav"), block_seconds=0.1)
    assert len(next(blocks)) == 1600
    blocks.close()


def test_samples_cover_the_whole_sound():
    for kind in ("mp3", "opus", "webm", "mp4"):
        total = sum(len(block) for block in read_samples(samples.sample(kind)))
        assert total / 16_000 == pytest.approx(samples.SECONDS, abs=0.08)
