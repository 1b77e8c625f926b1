"""A sentence for everything that keeps a story in the room; each says what to do."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.moderation.models import StoryState
from stories.moderation.rules import Reason
from stories.moderation.takedown.words import OUTCOME_WORDS
from stories.moderation.text import Fault

SENTENCES: dict[Reason, Any] = {
    Reason.CONSENT_MISSING: _l(
        "Not everyone who can be heard has agreed that this story be shared. Ask them, and record "
        "what they answer; until then it stays here."
    ),
    Reason.AUDIENCE_TOO_WIDE: _l(
        "The people in this story have not agreed to so many listeners. Choose a smaller "
        "audience, or ask them again."
    ),
    Reason.CLOSED: _l(
        "It is closed until a certain day. Once that day has come, look at it again and end the "
        "closure."
    ),
    Reason.NEVER_PUBLISH: _l(
        "It was decided never to publish this, even without names. This decision wins over every "
        "agreement."
    ),
    Reason.RESTRICTED: _l(
        "The recording is restricted: the safeguarding lead alone opens it, and decides what "
        "becomes of it."
    ),
    Reason.NOT_PROPOSED: _l("The story has not been proposed yet. Finish it and propose it."),
    Reason.RETURNED: _l(
        "A reviewer returned the story with a remark. Change what they ask for and send it again."
    ),
    Reason.TAKEN_DOWN: _l(
        "The story was taken down. Only those who decide about such requests can bring it back."
    ),
    Reason.TAKEDOWN_OPEN: _l(
        "Somebody asked to take the story down. It stays hidden until the request is decided."
    ),
    Reason.REVIEWS_MISSING: _l(
        "Two people who did not help to make the story have to approve it. Ask them to review it."
    ),
    Reason.REVIEWER_MADE_IT: _l(
        "Somebody who approved the story has helped to make it since. Another person has to "
        "review it."
    ),
    Reason.CHANGED_SINCE_REVIEW: _l(
        "The story or its text was changed after it was approved. Two people have to look again."
    ),
    Reason.NOT_RELEASED: _l("The story is not released yet. Open its review to release it."),
    Reason.TITLE_MISSING: _l(
        "A title or a summary is missing. Write them in Kazakh and in Russian."
    ),
    Reason.TEXT_MISSING: _l(
        "This stretch of the recording is not written down yet. Write it down, or choose another "
        "stretch."
    ),
    Reason.EDGE_IN_A_SENTENCE: _l(
        "A stretch begins or ends in the middle of a sentence, so more would be read than is "
        "heard. Move it to where a sentence begins or ends, or divide the sentence in the text."
    ),
    Reason.MACHINE_TEXT: _l(
        "Some of the text was written by a machine and nobody has checked it. Read it beside the "
        "recording and correct it."
    ),
    Reason.TRANSLATION_MISSING: _l(
        "Some sentences are missing in the other language, or nobody has confirmed them. "
        "Translate and confirm them."
    ),
    Reason.NARRATOR_SAID_NO: _l(
        "The narrator does not want a part of this published. Take it out or talk it over with "
        "them, then say that their wish is dealt with."
    ),
    Reason.NARRATOR_WISHES: _l(
        "The narrator asked for a change in this story. Make it or talk it over with them, then "
        "say that their wish is dealt with."
    ),
    Reason.REDACTION_WAITS: _l(
        "A part is proposed to be hidden and nobody has confirmed it yet. Somebody who did not "
        "propose it has to look at it."
    ),
    Reason.REDACTION_UNMATCHED: _l(
        "The text was changed, and a hidden part cannot be found in it for certain. All of the "
        "passage is hidden for now. Choose anew what is to be hidden."
    ),
    Reason.REDACTION_TOLD: _l(
        "Words that are hidden in the text stand in the title, the summary or the content note. "
        "Take them out there, too."
    ),
    Reason.COPY_MISSING: _l(
        "The copy for listening is not ready. It usually takes a minute; if it does not come, "
        "have it made again."
    ),
}
FAULTS: dict[Fault, Any] = {
    Fault.EMPTY: _l("Please fill this in."),
    Fault.TOO_LONG: _l("This is too long. Please say it in fewer words."),
    Fault.NAMES_A_PAST: _l(
        "This tells where a family has been. Please find words that do not; it protects them."
    ),
    Fault.NOTE_IN_ONE_LANGUAGE: _l("Please write the content note in both languages, or in none."),
    Fault.BACKWARDS: _l("The end has to come after the beginning."),
    Fault.TOO_SHORT: _l("This stretch is too short. Please choose at least one second."),
    Fault.BEYOND_THE_END: _l("The recording does not reach so far."),
    Fault.OVERLAPPING: _l(
        "This stretch and an earlier one share a part. Let one end before the other begins."
    ),
    Fault.TOO_MANY: _l("A story has twenty stretches at most. Please make two stories of it."),
    Fault.UNKNOWN_THEME: _l("This theme is not in the list. Please choose from those offered."),
}
STATES: dict[StoryState, tuple[Any, str]] = {
    StoryState.DRAFT: (_l("Draft"), "info"),
    StoryState.PROPOSED: (_l("In review"), "wait"),
    StoryState.RETURNED: (_l("Returned"), "stop"),
    StoryState.RELEASED: (_l("Released"), "ok"),
    StoryState.TAKEN_DOWN: (_l("Taken down"), "stop"),
}
NOTES: dict[str, Any] = {
    "text_changed": _l("The transcript or its translation was changed after it was approved."),
    "consent_changed": _l("Somebody who can be heard answered anew what may be done with it."),
    "redaction_changed": _l("What is hidden in it was changed."),
    "reviewer_made_it": _l("Somebody who had approved it has helped to make it since."),
    "attendance_noted": _l("Attendance noted"),
    "closed": _l("Closed until a day to come."),
    "closure_ended": _l("The closure has ended."),
    "speaker_erased": _l(
        "Whoever spoke for a child was erased; the child’s agreement is asked anew."
    ),
    "redaction_proposed": _l("A part was hidden; the copy for listening is made anew."),
    "redaction_confirmed": _l("A hidden part was confirmed."),
    "redaction_refused": _l("It was refused to hide a part; the copy is made anew."),
    "redaction_lifted": _l("A hidden part was opened again; the copy is made anew."),
    "never_publish": _l("It was decided never to publish it."),
    "never_publish_lifted": _l("The decision never to publish it was taken back."),
    "brought_back": _l("Brought back after it was taken down."),
    **{outcome.value: word for outcome, word in OUTCOME_WORDS.items()},
}
CHECKS: dict[str, Any] = {
    "third_persons": _l("Nobody is spoken about who could not agree to it, or be hurt by it."),
    "children": _l("No child can be recognised: no own name, no school, no family details."),
    "places": _l("No place, date or number tells where the family lives or has been."),
    "harm": _l("Nothing in it shames the narrator or could be turned against the family."),
    "consent": _l("It stays within what everyone who can be heard has agreed to."),
    "translation": _l("Both languages say the same, and the content note says what is needed."),
}
EDITED = _l("Text written or changed.")
