"""Changing transcripts: one verb, one function."""

from stories.transcripts.services.bring import bring_version
from stories.transcripts.services.copies import keep_copy, name_version
from stories.transcripts.services.correct import mark_all_checked, mark_checked, save_segment
from stories.transcripts.services.cut import merge_segments, split_segment
from stories.transcripts.services.move import Move, move_boundary
from stories.transcripts.services.rest import cancel_writing, pause_writing, resume_writing
from stories.transcripts.services.script import ScriptLine, replace_with_script
from stories.transcripts.services.speak import set_speaker
from stories.transcripts.services.versions import take_as_working
from stories.transcripts.services.write_down import (
    ask_to_write_down,
    begin_version,
    complete_version,
    discard_unfinished,
    keep_window,
    require_agreement,
)

__all__ = [
    "Move",
    "ScriptLine",
    "ask_to_write_down",
    "begin_version",
    "bring_version",
    "cancel_writing",
    "complete_version",
    "discard_unfinished",
    "keep_copy",
    "keep_window",
    "mark_all_checked",
    "mark_checked",
    "merge_segments",
    "move_boundary",
    "name_version",
    "pause_writing",
    "replace_with_script",
    "require_agreement",
    "resume_writing",
    "save_segment",
    "set_speaker",
    "split_segment",
    "take_as_working",
]
