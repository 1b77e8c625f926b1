import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts import captions
from stories.transcripts.captions import Spoken, clock, cues_of, srt, text, vtt

LABEL = "Written by a machine."
TIMES = re.compile(r"\d\d:\d\d:\d\d[.,]\d{3} --> \d\d:\d\d:\d\d[.,]\d{3}")
LETTERS = "абәғқ <>&-.\"' :"


@st.composite
def rows(draw):
    found, at = [], draw(st.floats(0, 9000))
    for _ in range(draw(st.integers(1, 8))):
        start, at = at, at + draw(st.floats(0.1, 12))
        said = " ".join(draw(st.text(LETTERS, max_size=300)).split())
        speaker = draw(st.sampled_from(["", "Ажар <апа>", "1 & 2"]))
        flags = draw(st.sampled_from([(), ("loop",), ("-->",)]))
        found.append(Spoken(start, at, draw(st.sampled_from(["kk", "ru"])), said, speaker, flags))
        at += draw(st.floats(0, 3))
    return found


def seconds(stamp):
    hours, minutes, rest = stamp.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


@given(rows())
def test_captions_have_every_word_and_short_lines(segments):
    for one in segments:
        cues = cues_of(one)
        lines = [line for cue in cues for line in cue.lines]
        assert " ".join(lines).split() == (one.text.split() or [captions.SILENT])
        assert all(len(cue.lines) <= captions.LINES for cue in cues)
        assert all(len(line) <= captions.LINE or " " not in line for line in lines)
        assert all(cue.start < cue.end for cue in cues)
        assert all(left.end <= right.start + 0.002 for left, right in itertools.pairwise(cues))


@given(rows())
def test_webvtt_is_well_formed(segments):
    blocks = vtt(segments, LABEL).strip("\n").split("\n\n")
    assert blocks[:2] == ["WEBVTT", f"NOTE\n{LABEL}"]
    starts = []
    for block in blocks[2:]:
        head, *body = block.split("\n")
        assert body
        if head == "NOTE":
            assert not any("-->" in line for line in body)
            continue
        assert re.fullmatch(r"\d+(-\d+)?", head)
        head, *body = body
        assert not any("-->" in line for line in body)
        assert TIMES.fullmatch(head)
        start, end = map(seconds, head.split(" --> "))
        assert start < end
        starts.append(start)
        payload = "\n".join(body)
        tags = re.findall(r"<[^>]*>", payload)
        assert all(re.fullmatch(r"</?(lang|v|c)([ .][^<>]+)?>", tag) for tag in tags)
        assert "<" not in re.sub(r"<[^>]*>", "", payload)
        assert not re.search(r"&(?!amp;|lt;|gt;)", payload)
    assert starts == sorted(starts)


@given(rows())
def test_subrip_is_numbered_and_says_who_wrote_it(segments):
    blocks = srt(segments, LABEL).strip("\n").split("\n\n")
    assert blocks[0].split("\n")[2] == LABEL
    for number, block in enumerate(blocks, 1):
        first, times, *body = block.split("\n")
        assert first == str(number)
        assert TIMES.fullmatch(times)
        assert body
        assert not any("-->" in line for line in body)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (0, "00:00:00.000"),
        (3661.0049, "01:01:01.005"),
        (59.9996, "00:01:00.000"),
        (36000, "10:00:00.000"),
    ],
)
def test_times_over_an_hour(at, told):
    assert clock(at) == told


def test_long_segments_follow_their_words():
    said = " ".join(f"сөз{place:02d}" for place in range(30))
    starts = tuple(10 + place * 0.4 for place in range(30))
    cues = cues_of(Spoken(10, 22, "kk", said, words=starts))
    assert len(cues) > 1
    for cue in cues:
        first = said.split().index(cue.lines[0].split()[0])
        assert cue.start == pytest.approx(starts[first])


def test_speakers_languages_and_silence():
    rows = [
        Spoken(0, 2, "kk", "Апам <келді>", "Ажар"),
        Spoken(2, 4, "ru", "Да", "Ажар"),
        Spoken(5, 6, "kk", "", flags=("skipped",)),
    ]
    assert "<v Ажар><lang kk>Апам &lt;келді&gt;</lang></v>" in vtt(rows, "")
    assert "Ажар: Апам <келді>" in srt(rows, "")
    assert "Ажар: Да" not in srt(rows, "")
    assert text(rows, LABEL).splitlines()[0] == LABEL
    assert text(rows, "").splitlines()[2] == "00:00:05.0 - 00:00:06.0  kk  […]  (skipped)"
