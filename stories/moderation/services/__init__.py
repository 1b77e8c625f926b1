"""The verbs of moderation."""

from stories.moderation.services.closing import (
    close_story,
    lift_never_publish,
    never_publish_story,
    reopen_story,
)
from stories.moderation.services.copies import ask_for_copy, keep_copies, renew_copies
from stories.moderation.services.find import refresh_search
from stories.moderation.services.follow import (
    agreement_given,
    agreement_withdrawn,
    look_again,
    person_closed,
    person_reopened,
    persons_merged,
    recording_closed,
    recording_reopened,
    somebody_absent,
    speaker_erased,
    text_changed,
    wish_changed,
)
from stories.moderation.services.propose import change_story, propose_story
from stories.moderation.services.review import (
    CHECKLIST,
    Seen,
    approve_story,
    require_reviewer,
    return_story,
)

__all__ = [
    "CHECKLIST",
    "Seen",
    "agreement_given",
    "agreement_withdrawn",
    "approve_story",
    "ask_for_copy",
    "change_story",
    "close_story",
    "keep_copies",
    "lift_never_publish",
    "look_again",
    "never_publish_story",
    "person_closed",
    "person_reopened",
    "persons_merged",
    "propose_story",
    "recording_closed",
    "recording_reopened",
    "refresh_search",
    "renew_copies",
    "reopen_story",
    "require_reviewer",
    "return_story",
    "somebody_absent",
    "speaker_erased",
    "text_changed",
    "wish_changed",
]
