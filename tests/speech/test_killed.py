"""kill -9 at any moment: the text is that of an undisturbed run, no window decoded three times.

Four kills here; STORIES_TEST_KILLS=100 for more.
"""

import collections
import math
import os
import random
import subprocess
import sys
import time

import pytest

from stories.media.tools import ffmpeg_binary
from stories.transcripts.engine import EngineFailed, Planned, Request, WindowDone
from stories.transcripts.engine.runner import run_whisper

pytestmark = [pytest.mark.speech, pytest.mark.slow]
KILLS = int(os.environ.get("STORIES_TEST_KILLS") or 4)

# The real child in blocks of four windows, so that a short recording has several. It notes each
# window that it decodes by the sound it got, and is killed so many seconds after it began with a
# block (0: after its own start), if at all: a machine that is slower now is killed as far on.
CHILD = """
import hashlib, os, runpy, signal, threading
from stories.transcripts.engine import deciding, pipeline
from stories.transcripts.engine.whisper import Whisper

deciding.BLOCK = pipeline.BLOCK = 4
real = Whisper.words_of
kill = threading.Timer({after!r} or 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
kill.daemon = True
begun = 0

def words_of(self, heard, languages, hints):
    global begun
    begun += 1
    if {after!r} is not None and begun == {block!r}:
        kill.start()
    with open({log!r}, "a") as log:
        for one in heard:
            log.write(hashlib.sha256(one.encoding.tobytes()).hexdigest() + chr(10))
    return real(self, heard, languages, hints)

Whisper.words_of = words_of
if {after!r} is not None and {block!r} == 0:
    kill.start()
runpy.run_module("stories.transcripts.engine.child", run_name="__main__")
"""


@pytest.fixture(scope="module")
def request_for(speech, models, tmp_path_factory):
    path = tmp_path_factory.mktemp("killed") / "stretch.flac"
    source = ("-t", "40", "-i", str(speech / "bilingual_interview_ccby_bsd.opus"))
    subprocess.run((ffmpeg_binary(), "-v", "error", *source, str(path)), check=True)
    return Request(path, models, threads=1)


class Job:
    """Keeps windows as the job of the house does, one after the other."""

    def __init__(self, request, log):
        self.request, self.log, self.windows, self.plan = request, log, [], ""
        self.came = []  # when each window came

    def attempt(self, block=0, after=None):
        """Go on where the last attempt was killed; False when this one was killed as well."""
        first = self.request
        request = Request(
            first.audio, first.models, kept=len(self.windows), plan=self.plan, threads=1
        )
        code = CHILD.format(log=str(self.log), block=block, after=after)
        events = run_whisper(request, on_beat=lambda: None, command=(sys.executable, "-c", code))
        try:
            for event in events:
                self._take(event)
        except EngineFailed as error:
            if error.code != "killed":
                raise
            return False
        return True

    def _take(self, event):
        if isinstance(event, Planned):
            self.plan = event.plan
        elif isinstance(event, WindowDone):
            assert event.index == len(self.windows)
            self.windows.append(event)
            self.came.append(time.monotonic())

    def most_decoded(self):
        return max(collections.Counter(self.log.read_text().split()).values())


def test_whenever_it_is_killed_the_text_is_the_same(request_for, tmp_path):
    undisturbed = Job(request_for, tmp_path / "whole")
    begun = time.monotonic()
    assert undisturbed.attempt()
    assert len(undisturbed.windows) >= 6
    blocks = math.ceil(len(undisturbed.windows) / 4)
    first = undisturbed.came[0] - begun
    each = (undisturbed.came[-1] - undisturbed.came[0]) / (blocks - 1)
    chance = random.Random(6)  # noqa: S311 - moments, no secrets
    killed, kept = 0, set()
    for place in range(KILLS):
        job = Job(request_for, tmp_path / str(place))
        # A part for each, so that a few kills are spread over the whole run too.
        part, block = math.modf((place + chance.random()) / KILLS * (blocks + 1))
        done = job.attempt(int(block), part * (each if block else first))
        killed += not done
        kept.add(len(job.windows))
        assert done or job.attempt()
        assert job.windows == undisturbed.windows
        assert job.most_decoded() <= 2
    assert killed >= KILLS // 2
    assert len(kept) > 1, "every kill came before the first window was kept"
