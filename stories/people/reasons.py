"""For every gap a sentence that says what is missing and what to do about it."""

from typing import Any

from flask_babel import lazy_gettext as _l

from stories.people.rules import Gap

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
    Gap.NOBODY: _l(
        "Nobody is entered as taking part. Enter everyone who can be heard, so that they can be "
        "asked."
    ),
}


def sentence(gap: Gap) -> Any:
    """What to do about a gap, in the language of the page."""
    return SENTENCES[gap]
