"""What one is to another, seen from the other side."""

from stories.people.models import Tie

_PAIRS = (
    (Tie.GRANDPARENT, Tie.GRANDCHILD),
    (Tie.PARENT, Tie.CHILD),
    (Tie.AUNT_OR_UNCLE, Tie.NIECE_OR_NEPHEW),
    (Tie.GUARDIAN, Tie.WARD),
    (Tie.TEACHER, Tie.PUPIL),
)
_SAME = (Tie.SIBLING, Tie.COUSIN, Tie.SPOUSE, Tie.KIN, Tie.NEIGHBOUR, Tie.FRIEND, Tie.OTHER)
# Seen from a grandchild it is a grandparent; a grandmother only where somebody said so.
_ONE_WAY = {
    Tie.GRANDMOTHER: Tie.GRANDCHILD,
    Tie.GRANDFATHER: Tie.GRANDCHILD,
    Tie.MOTHER: Tie.CHILD,
    Tie.FATHER: Tie.CHILD,
    Tie.AUNT: Tie.NIECE_OR_NEPHEW,
    Tie.UNCLE: Tie.NIECE_OR_NEPHEW,
}
BACK: dict[Tie, Tie] = {
    **dict(_PAIRS),
    **{low: high for high, low in _PAIRS},
    **{tie: tie for tie in _SAME},
    **_ONE_WAY,
}


def other_side(tie: Tie) -> Tie:
    """What the other is, if one is ``tie`` to them."""
    return BACK[tie]
