"""Every tool that reads strangers' files is fenced in, and leaves nothing behind."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from stories.foundation.sound.fenced import MEMORY, WRITES, end, open_fenced
from stories.foundation.sound.limits import input_options
from stories.foundation.sound.sniff import M4A, MATROSKA
from stories.media.tools import NoSpace, Reason, ToolFailed, ToolTimedOut, UnusableAudio, probe
from stories.media.tools.process import run_ffmpeg
from tests.media import samples

probing = import_module("stories.foundation.sound.probe")


def script(path, body):
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def runs(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def waits_until(check, seconds=20.0):
    until = time.monotonic() + seconds
    while not (done := check()) and time.monotonic() < until:
        time.sleep(0.05)
    return done


def test_a_tool_sees_no_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("STORIES_SECRET_KEY", "not for ffmpeg")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    said = run_ffmpeg([script(tmp_path / "tool", "env >&2")], limit=60)
    assert "not for ffmpeg" not in said
    assert "proxy" not in said


def test_its_limits_are_set(tmp_path):
    body = "ulimit -v >&2; ulimit -t >&2; ulimit -f >&2; ulimit -c >&2; ulimit -n >&2"
    said = run_ffmpeg([script(tmp_path / "tool", body)], limit=60).split()
    blocks = WRITES // 512 if said[2] == str(WRITES // 512) else WRITES // 1024
    assert said == [str(MEMORY // 1024), "120", str(blocks), "0", "64"]


def test_processor_time_is_bounded(tmp_path):
    command = [script(tmp_path / "tool", "while :; do :; done")]
    child = open_fenced(command, cpu_seconds=1)
    try:
        assert child.wait(timeout=60) == -signal.SIGXCPU
    finally:
        end(child)


def test_address_space_is_bounded():
    child = open_fenced([sys.executable, "-c", "bytearray(3 << 30)"], cpu_seconds=30, stderr=-1)
    assert b"MemoryError" in child.communicate(timeout=60)[1]
    assert child.returncode == 1


def test_what_a_tool_started_ends_with_it(tmp_path):
    body = f"sleep 300 & echo $! > {tmp_path}/grandchild; echo out_time_us=1; wait"
    with pytest.raises(ToolTimedOut):
        run_ffmpeg([script(tmp_path / "tool", body)], limit=300, stall=5.0)
    grandchild = int((tmp_path / "grandchild").read_text())
    assert waits_until(lambda: not runs(grandchild))


def test_a_tool_dies_with_a_killed_worker(tmp_path):
    tool = script(tmp_path / "tool", f"echo $$ > {tmp_path}/pid; exec sleep 300")
    code = (
        "from stories.media.tools.process import run_ffmpeg\n"
        f"run_ffmpeg([{tool!r}], limit=300, stall=300)"
    )
    worker = subprocess.Popen([sys.executable, "-c", code])
    try:
        note = tmp_path / "pid"
        assert waits_until(lambda: note.exists() and note.read_text().strip(), 60)
        pid = int(note.read_text())
        assert runs(pid)
        worker.kill()
        assert waits_until(lambda: not runs(pid))
    finally:
        worker.kill()
        worker.wait()


def test_a_full_disk_is_told_from_a_broken_file(tmp_path):
    body = "echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 228"
    with pytest.raises(NoSpace):
        run_ffmpeg([script(tmp_path / "tool", body)], limit=60)


def test_no_film_may_name_another_file():
    assert input_options(M4A)["enable_drefs"] == "0"
    assert input_options(M4A)["use_absolute_path"] == "0"
    for container in (M4A, MATROSKA):
        options = input_options(container)
        assert (options["protocol_whitelist"], options["format_whitelist"]) == (
            "file",
            container.demuxer,
        )


@pytest.fixture
def codec(tmp_path, monkeypatch):
    """Puts another ``av`` in the reading process's way."""

    def put(body):
        (tmp_path / "av").mkdir()
        (tmp_path / "av" / "__init__.py").write_text(body)
        places = probing._where_code_lies()
        monkeypatch.setattr(probing, "_where_code_lies", lambda: [str(tmp_path), *places])

    return put


@pytest.mark.parametrize("death", ["import ctypes; ctypes.string_at(0)", "import os; os.abort()"])
def test_a_codec_that_dies_is_a_broken_file(codec, death):
    codec(death)
    with pytest.raises(UnusableAudio) as caught:
        probe(samples.sample("flac"))
    assert caught.value.reason is Reason.TRUNCATED


def test_a_codec_that_hangs_is_a_broken_file(codec, monkeypatch):
    codec("import time; time.sleep(300)")
    monkeypatch.setattr(probing, "_GRACE", 3.0)
    with pytest.raises(UnusableAudio):
        probe(samples.sample("flac"), patience=0.0)
    assert no_readers()


def test_a_reader_somebody_kills_says_nothing_of_the_file(codec):
    codec("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(ToolFailed, match="-9"):
        probe(samples.sample("flac"))


def test_a_house_that_is_itself_broken_says_so(codec):
    codec("raise ImportError('no libav here')")
    with pytest.raises(ToolFailed, match="no libav here"):
        probe(samples.sample("flac"))


def test_a_reader_is_fenced_in_too(codec):
    names = ["CPU", "AS", "FSIZE", "NOFILE", "CORE"]
    limits = f"[resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0] for name in {names}]"
    codec(f"import resource; raise SystemExit(str({limits}))")
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(ToolFailed, match=rf"\[65, {MEMORY}, {1 << 20}, 64, 0\]"):
        probe(samples.sample("flac"), patience=5.0)
    assert resource.getrlimit(resource.RLIMIT_AS) == before  # this process is not


def no_readers():
    found = Path("/proc").glob("[0-9]*/cmdline")
    told = [path.read_bytes().split(b"\0") for path in found if path.exists()]
    me = str(os.getpid()).encode()
    return not [line for line in told if b"stories.foundation.sound.probing" in line and me in line]


def test_many_at_once_are_no_trouble():
    told = []
    threads = [
        threading.Thread(target=lambda: told.append(probe(samples.sample("mp3")).codec))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["mp3"] * 6
