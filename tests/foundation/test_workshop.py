"""Folders for passing work: gone afterwards, and swept when whoever used one was killed."""

import os
import subprocess
import sys
import time

import pytest

from stories.foundation import workshop

LONG_AGO = time.time() - 3600


def test_a_bench_is_ones_own_and_gone_afterwards(app):
    with app.app_context():
        with workshop.bench() as mine:
            assert mine.stat().st_mode & 0o777 == 0o700
            (mine / "file").write_text("words")
        assert not mine.exists()
        with pytest.raises(KeyError), workshop.bench() as again:
            raise KeyError
        assert not again.exists()


def test_what_is_in_use_or_new_is_never_swept(app):
    with app.app_context(), workshop.bench() as mine:
        os.utime(mine, (LONG_AGO, LONG_AGO))
        new = mine.parent / "stories-new"
        new.mkdir()
        assert workshop.sweep() == 0
        assert mine.is_dir()
        os.utime(new, (LONG_AGO, LONG_AGO))
        assert workshop.sweep() == 1
        assert not new.exists()


def test_what_a_killed_process_left_is_swept(app, tmp_path):
    code = (
        "import os, time\n"
        "from stories.foundation import workshop\n"
        f"workshop._place = lambda: workshop.Path({str(tmp_path)!r})\n"
        "with workshop.bench() as folder:\n"
        "    (folder / 'copy.webm').write_bytes(b'half')\n"
        "    print(folder, flush=True)\n"
        "    time.sleep(300)\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    left = workshop.Path(worker.stdout.readline().strip())
    os.utime(left, (LONG_AGO, LONG_AGO))
    assert not workshop._swept(left)
    worker.kill()
    worker.wait()
    worker.stdout.close()
    assert workshop._swept(left)
    assert not left.exists()
