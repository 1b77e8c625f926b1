"""Changing transcripts: one verb, one function."""

from stories.transcripts.services.correct import mark_all_checked, mark_checked, save_segment
from stories.transcripts.services.cut import merge_segments, split_segment
from stories.transcripts.services.script import ScriptLine, replace_with_script
from stories.transcripts.services.speak import set_speaker, take_speaker_back
from stories.transcripts.services.write_down import (
    ask_to_write_down,
    begin_version,
    complete_version,
    keep_window,
)

__all__ = [
    "ScriptLine",
    "ask_to_write_down",
    "begin_version",
    "complete_version",
    "keep_window",
    "mark_all_checked",
    "mark_checked",
    "merge_segments",
    "replace_with_script",
    "save_segment",
    "set_speaker",
    "split_segment",
    "take_speaker_back",
]
