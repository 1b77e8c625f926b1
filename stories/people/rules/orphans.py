"""Words for a child whose speaker was erased: nobody can be asked what they meant any more.

They count neither as a yes nor as a no. What rested on them is asked anew of whoever speaks for
the child now; until each of them is answered, nothing of it is permitted (DOMAIN C4, C6).
"""

from stories.people.models import Stage
from stories.people.rules.facts import Voice


def unanswered(voice: Voice) -> frozenset[Stage]:
    """Stages in which a word lost its speaker, and nobody has agreed anew since."""
    if not any(item.orphaned for item in voice.agreements):
        return frozenset()
    open_stages: set[Stage] = set()
    # Of two words of one day the one that stands later in the list was spoken later.
    for item in sorted(voice.agreements, key=lambda item: item.spoken_on):
        if item.orphaned:
            open_stages.add(item.stage)
        elif item.signer_id in voice.representatives - {voice.person_id} and not item.says_no:
            open_stages.discard(item.stage)
    return frozenset(open_stages)
