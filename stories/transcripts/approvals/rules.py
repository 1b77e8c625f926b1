"""The states of a segment, a row for each move. Pure (DOMAIN R8, M4)."""

import enum

from stories.transcripts.models import TranscriptState

DRAFT, CORRECTED, APPROVED = TranscriptState


class Act(enum.StrEnum):
    """What is done to a segment. ``change`` is any of text, times, speaker or translation."""

    CHECK = "check"
    UNCHECK = "uncheck"
    CHANGE = "change"
    APPROVE = "approve"


MOVES: dict[tuple[TranscriptState, Act], TranscriptState] = {
    (DRAFT, Act.CHECK): CORRECTED,
    (DRAFT, Act.UNCHECK): DRAFT,
    (DRAFT, Act.CHANGE): DRAFT,
    (CORRECTED, Act.CHECK): CORRECTED,
    (CORRECTED, Act.UNCHECK): DRAFT,
    (CORRECTED, Act.CHANGE): CORRECTED,
    (CORRECTED, Act.APPROVE): APPROVED,
    (APPROVED, Act.CHECK): APPROVED,
    (APPROVED, Act.UNCHECK): DRAFT,
    (APPROVED, Act.CHANGE): CORRECTED,
    (APPROVED, Act.APPROVE): APPROVED,
}
"""What is not here is refused: nobody approves what no person has checked."""


def moved(state: TranscriptState, act: Act) -> TranscriptState | None:
    """The state after an act; None if the act is refused."""
    return MOVES.get((state, act))


def segment_state(*, checked: bool, approvals: int) -> TranscriptState:
    """Where a segment stands: what nobody has checked is a machine's, whoever approved it."""
    if not checked:
        return DRAFT
    return APPROVED if approvals else CORRECTED
