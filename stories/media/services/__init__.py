"""Changing recordings: one verb, one function."""

from stories.media.services.check_fixity import check_fixity, hear_of_master
from stories.media.services.closing import close_recording, reopen_recording
from stories.media.services.prepare import finish, keep_copies, keep_facts, prepare_again, set_aside
from stories.media.services.quieten import QUIETEN, ask_quieter, keep_quieter
from stories.media.services.renew import renew
from stories.media.services.restricting import (
    lift_never_publish,
    never_publish_recording,
    open_restricted,
    restrict_recording,
)
from stories.media.services.take_in import take_in

__all__ = [
    "QUIETEN",
    "ask_quieter",
    "check_fixity",
    "close_recording",
    "finish",
    "hear_of_master",
    "keep_copies",
    "keep_facts",
    "keep_quieter",
    "lift_never_publish",
    "never_publish_recording",
    "open_restricted",
    "prepare_again",
    "renew",
    "reopen_recording",
    "restrict_recording",
    "set_aside",
    "take_in",
]
