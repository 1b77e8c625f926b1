"""For every gap a sentence that says what is missing and what to do about it."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.people.rules import Bar, Gap

SENTENCES: dict[Gap, Any] = {
    Gap.NO_AGREEMENT_BEFORE: _l(
        "There is no agreement from before the session. Ask whether they want to take part and "
        "be recorded, and record the answer."
    ),
    Gap.NO_AGREEMENT_AFTER: _l(
        "Nobody has asked yet what may be done with the recording. Ask once the session is over "
        "and record the answer; until then nothing leaves the team."
    ),
    Gap.NO_REPRESENTATIVE: _l(
        "The legal representative has not agreed. Link the representative to the child, ask, and "
        "record the answer."
    ),
    Gap.NO_ASSENT: _l(
        "The child has not been asked. Explain it in simple words, ask, and record the answer."
    ),
    Gap.WITHDRAWN: _l(
        "The agreement was withdrawn. Everything stays hidden; only a new agreement, freely given, "
        "can change this."
    ),
    Gap.REFUSED: _l("They said no. Respect it, and do not ask again without a reason."),
    Gap.EXPIRED: _l("The agreement has run out. Ask afresh and record the answer."),
    Gap.CAME_OF_AGE: _l(
        "They have turned 18 since. What was agreed in childhood no longer counts: ask them "
        "themselves."
    ),
    Gap.BIRTH_UNKNOWN: _l(
        "Without a year of birth they count as a child. Enter the year or the date of birth."
    ),
    Gap.NEVER_PUBLISH: _l(
        "It was decided not to publish anything of theirs, even without a name. This decision wins."
    ),
    Gap.CLOSED: _l(
        "It is closed until a certain day. When that day has come, somebody looks at it again."
    ),
    Gap.CLOSURE_OVER: _l(
        "The day until which it was closed has come. Look at it again and end the closure; what "
        "was out goes back to review."
    ),
    Gap.KEPT_BACK: _l(
        "It was decided never to publish this recording, even without names. This decision wins."
    ),
    Gap.RESTRICTED: _l(
        "The recording is restricted: the safeguarding lead alone opens it, and decides what "
        "becomes of it."
    ),
    Gap.NOBODY: _l(
        "Nobody is entered as taking part. Enter everyone who can be heard, so that they can be "
        "asked."
    ),
}
NOT_SO_FAR = _l(
    "They agreed, but not to this much. If it is wanted, ask them once more; a no is just as good "
    "an answer."
)


def sentence(gap: Gap) -> Any:
    """What to do about a gap, in the language of the page."""
    return SENTENCES[gap]


BARS: dict[Bar, Any] = {
    Bar.SAME_ENTRY: _l("This is one and the same entry. Choose another person."),
    Bar.OTHER_PLACE: _l("The two belong to different organisations, so they stay apart."),
    Bar.GENERATIONS: _l(
        "One of them is a young person and the other is not. If that is a mistake, correct the "
        "wrong entry first."
    ),
    Bar.BIRTHS: _l(
        "Their births differ, and with them who may agree. If it is one person, correct the wrong "
        "entry first; then merge."
    ),
    Bar.BIRTH_UNKNOWN: _l(
        "The year of birth is known in one entry alone, and it decides who may agree. Enter it in "
        "the other one too; then merge."
    ),
    Bar.BESIDE: _l(
        "The two stand beside each other: one speaks for the other, is kept apart from them or is "
        "their relative. So they are two people; if not, remove that first."
    ),
}
SINCE: dict[str, Any] = {
    "agreements": _l("This cannot be undone any more: an answer was recorded since."),
    "attendances": _l("This cannot be undone any more: a session was planned or changed since."),
    "do_not_pair": _l("This cannot be undone any more: who stays apart was changed since."),
    "earlier_voices": _l("First undo the merge that came after this one."),
    "people": _l(
        "This cannot be undone any more: what is known about the person was changed since, or "
        "the other pseudonym was taken."
    ),
    "relations": _l("This cannot be undone any more: a relative was entered or removed since."),
    "representations": _l(
        "This cannot be undone any more: who speaks for a child was changed since."
    ),
}
SOMETHING = _l(
    "This cannot be undone any more: something about the person was added or removed since."
)
TOO_LATE = _l("A merge can be undone for 30 days. This one is older, or was undone already.")
TAKEN_BACK = _l(
    "This cannot be undone any more: an agreement was taken back since, and it was taken back for "
    "both entries."
)


def cannot_undo(table: str) -> Any:
    """Why a merge stays: what happened since, told by the table it happened in."""
    return SINCE.get(table, SOMETHING)
