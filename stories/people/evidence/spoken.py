"""A spoken agreement: sound alone, judged as recordings are."""

import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from stories.foundation.sound import Reason, UnusableAudio, probe
from stories.people.problems import BrokenFile, NotAVoice, TooLongASpeech

MOST_SECONDS = 30 * 60.0
PATIENCE = 5.0  # seconds; somebody waits at the form
PROBLEMS = {Reason.TRUNCATED: BrokenFile, Reason.TOO_LONG: TooLongASpeech}


def listen(source: IO[bytes]) -> str:
    """A voice's content type; raises NotAVoice or another UnusableFile."""
    with NamedTemporaryFile() as file:  # the reader wants a path; its name says nothing
        source.seek(0)
        shutil.copyfileobj(source, file)
        file.flush()
        try:
            facts = probe(Path(file.name), max_seconds=MOST_SECONDS, patience=PATIENCE)
        except UnusableAudio as verdict:
            raise PROBLEMS.get(verdict.reason, NotAVoice) from None
    if facts.has_video:
        raise NotAVoice
    return facts.content_type
