"""Real Kazakh and Russian through the real child. Bounds are generous: base is a rough draft."""

import itertools
import json
import subprocess

import pytest

from stories.media.tools import ffmpeg_binary
from stories.transcripts.engine import Done, EngineOptions, Request, WindowDone, transcribe
from stories.transcripts.engine.evaluation import read_manifest
from stories.transcripts.engine.scoring import Errors, errors_of

pytestmark = [pytest.mark.speech, pytest.mark.slow]


def written(request):
    events = list(transcribe(request))
    assert isinstance(events[-1], Done)
    return [event for event in events if isinstance(event, WindowDone)]


def segments_of(windows):
    return [segment for window in windows for segment in window.segments]


def cut(source, target, seconds):
    command = (ffmpeg_binary(), "-v", "error", "-t", str(seconds), "-i", str(source), str(target))
    subprocess.run(command, check=True)
    return target


@pytest.fixture(scope="module")
def interview(speech, models, tmp_path_factory):
    source = speech / "bilingual_interview_ccby_bsd.opus"
    stretch = cut(source, tmp_path_factory.mktemp("interview") / "stretch.flac", 110)
    truth = [one for one in json.loads(source.with_suffix(".json").read_text()) if one["end"] < 110]
    return Request(stretch, models), truth


@pytest.fixture(scope="module")
def windows(interview):
    return written(interview[0])


def test_clips_of_both_languages_are_written_down(speech, models):
    clips = read_manifest(speech / "manifest.tsv")
    chosen = [
        *[clip for clip in clips if (clip.language, clip.kind) == ("kk", "real-spontaneous")][:2],
        *[clip for clip in clips if clip.language == "ru" and clip.seconds > 5][:2],
    ]
    total = Errors()
    for clip in chosen:
        segments = segments_of(written(Request(clip.path, models)))
        assert {segment.language for segment in segments} == {clip.language}
        total += errors_of(clip.reference, " ".join(segment.text for segment in segments))
    assert total.cer < 0.5


def test_the_interview_is_close_to_what_was_said(interview, windows):
    said = " ".join(one["text"] for one in interview[1])
    text = " ".join(segment.text for segment in segments_of(windows))
    assert errors_of(said, text).cer < 0.4


def test_languages_take_turns_as_the_speakers_do(interview, windows):
    right = total = 0.0
    for segment in segments_of(windows):
        for one in interview[1]:
            shared = min(segment.end, one["end"]) - max(segment.start, one["start"])
            if shared > 0:
                total += shared
                right += shared if segment.language in one["lang"] else 0.0
    assert right / total > 0.9


def test_words_are_in_order_and_inside_their_segments(windows):
    segments = segments_of(windows)
    for segment in segments:
        assert 0 < segment.confidence <= 1
        assert " ".join(word.text for word in segment.words) == segment.text
        assert all(segment.start <= word.start <= word.end <= segment.end for word in segment.words)
    words = [word for segment in segments for word in segment.words]
    assert all(left.start <= right.start for left, right in itertools.pairwise(words))


def test_a_resumed_run_gives_the_same_windows(interview, windows):
    request = interview[0]
    later = Request(request.audio, request.models, kept=len(windows) - 2)
    assert written(later) == windows[-2:]


def test_two_hours_of_silence_have_no_words(models, tmp_path):
    path = tmp_path / "silence.flac"
    source = ("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "7200")
    subprocess.run(
        (ffmpeg_binary(), "-v", "error", *source, "-c:a", "flac", str(path)),
        check=True,
    )
    assert written(Request(path, models, EngineOptions())) == []
