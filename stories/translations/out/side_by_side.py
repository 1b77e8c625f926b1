"""Both languages in one caption: a line for what was said, a line for its translation.

One caption a segment, however long: such a file goes to whoever works on it, and comes back.
"""

from collections.abc import Sequence

from stories.transcripts import captions
from stories.transcripts.captions import SILENT, Cue
from stories.translations.out.pairs import Pair

_LEAST_MS = 1


def vtt(pairs: Sequence[Pair], label: str) -> str:
    """WebVTT; each language in its `<lang>`, its state as a class."""
    rows = sorted(enumerate(pairs, 1), key=lambda row: row[1].start_ms)
    styled = any(pair.mark or pair.doubt for pair in pairs)
    return captions.vtt_file([_vtt(*row) for row in rows], label, styled=styled)


def _vtt(number: int, pair: Pair) -> str:
    state = pair.tag
    text = " ".join(pair.text.split())
    state = state if text else f"{state}.silent"
    lines = [captions.vtt_text(text or SILENT, pair.language, state)]
    if pair.other_text:
        other = " ".join(pair.other_text.split())
        lines.append(captions.vtt_text(other, pair.other_language, pair.state))
    start, end = _times(pair)
    return captions.vtt_cue(f"{number}", start, end, pair.speaker, "\n".join(lines))


def srt(pairs: Sequence[Pair], label: str) -> str:
    """SubRip; in italics what nobody has checked or confirmed."""
    cues = [Cue(0.0, _label_end(pairs), (label,))] if label else []
    speaker = ""
    for pair in pairs:
        text = " ".join(pair.text.split()) or SILENT
        told = captions.srt_speaker(pair.speaker, speaker, text)
        lines = captions.srt_lines((text,), told, italic=pair.mark)
        other = " ".join(pair.other_text.split())
        lines += captions.srt_lines((other,), "", italic=pair.doubt) if other else ()
        cues.append(Cue(*_times(pair), lines))
        speaker = pair.speaker
    return captions.srt_file(cues)


def _times(pair: Pair) -> tuple[float, float]:
    return pair.start_ms / 1000, max(pair.end_ms, pair.start_ms + _LEAST_MS) / 1000


def _label_end(pairs: Sequence[Pair]) -> float:
    return captions.label_end(pairs[0].start_ms / 1000 if pairs else None)
