"""A window's words as segments with the recording's times. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from stories.transcripts.engine.breaths import LONG_PAUSE, spoken_groups
from stories.transcripts.engine.flags import flags_of, flags_of_silence, loops_over
from stories.transcripts.engine.regions import MARGIN_SECONDS
from stories.transcripts.engine.tidying import tidied
from stories.transcripts.engine.types import Region, SpokenSegment, Window, Word
from stories.transcripts.engine.unwritten import unwritten, voiced_share
from stories.transcripts.engine.windows import in_order, to_recording


def segments_of(
    window: Window, words: Sequence[Word], voices: Sequence[float] = ()
) -> tuple[SpokenSegment, ...]:
    """Every word in one segment, and an empty segment for each voice that has no word.

    `voices` is the probability of a voice in each frame of the recording. Segments are in order
    of their beginnings and lie within the window.
    """
    placed = tidied(in_order([to_recording(window, word) for word in words]), window.language)
    groups = spoken_groups(placed, walls_of(window.regions))
    loops = loops_over([text_of(group) for group in groups])
    said = [_said(window, group, voices, loop=place in loops) for place, group in enumerate(groups)]
    silent = [_skipped(window, region) for region in unwritten(window.regions, placed)]
    return tuple(sorted([*said, *silent], key=lambda one: (one.start, one.end)))


def walls_of(regions: Sequence[Region]) -> list[float]:
    """The middles of the long pauses between regions; no segment reaches across one."""
    pause = LONG_PAUSE - 2 * MARGIN_SECONDS
    return [
        round((left.end + right.start) / 2, 3)
        for left, right in pairwise(regions)
        if right.start - left.end >= pause
    ]


def text_of(words: Sequence[Word]) -> str:
    """The words as a line of text."""
    return " ".join(word.text for word in words)


def _said(
    window: Window, words: Sequence[Word], voices: Sequence[float], *, loop: bool
) -> SpokenSegment:
    text, start, end = text_of(words), words[0].start, words[-1].end
    confidence = round(sum(word.probability for word in words) / len(words), 4)
    flags = flags_of(
        text,
        seconds=end - start,
        confidence=confidence,
        certainty=window.certainty,
        voiced=voiced_share(voices, start, end),
        loop=loop,
    )
    return SpokenSegment(
        start,
        end,
        window.language,
        text,
        confidence,
        tuple(words),
        flags,
        language_certainty=window.certainty,
    )


def _skipped(window: Window, region: Region) -> SpokenSegment:
    flags = flags_of_silence(certainty=window.certainty)
    return SpokenSegment(
        region.start,
        region.end,
        window.language,
        "",
        0.0,
        (),
        flags,
        language_certainty=window.certainty,
    )
