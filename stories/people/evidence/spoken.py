"""A spoken agreement: sound alone, judged as recordings are."""

import shutil
from typing import IO

from stories.foundation.sound import Reason, UnusableAudio, probe
from stories.foundation.workshop import bench
from stories.people.problems import BrokenFile, NotAVoice, TooLongASpeech

MOST_SECONDS = 30 * 60.0
PATIENCE = 5.0  # seconds; somebody waits at the form
PROBLEMS = {Reason.TRUNCATED: BrokenFile, Reason.TOO_LONG: TooLongASpeech}


def listen(source: IO[bytes]) -> str:
    """A voice's content type; raises NotAVoice or another UnusableFile."""
    with bench() as folder:
        path = folder / "voice"  # the reader wants a path; its name says nothing
        source.seek(0)
        with path.open("wb") as file:
            shutil.copyfileobj(source, file)
        try:
            facts = probe(path, max_seconds=MOST_SECONDS, patience=PATIENCE)
        except UnusableAudio as verdict:
            raise PROBLEMS.get(verdict.reason, NotAVoice) from None
    if facts.has_video:
        raise NotAVoice
    return facts.content_type
