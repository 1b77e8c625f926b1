"""What this room looks after by itself, minute by minute."""

from stories.foundation import work
from stories.foundation.access import OPERATOR
from stories.foundation.clock import today
from stories.moderation import queries, services
from stories.moderation.services.propose import COPY


def closures_over() -> None:
    """A closure whose day has come ends; its story goes before its reviewers (DOMAIN C9)."""
    for story in queries.closed_no_longer(today()):
        services.reopen_story(OPERATOR, story)


def reviewers_who_made_it() -> None:
    """A story that was released by somebody who became one of its makers is looked at anew (M2)."""
    services.look_again(OPERATOR, queries.released_by_a_maker(), "reviewer_made_it")


def copies_lacking() -> None:
    """A story on its way that fits no copy, and for which none is being made, gets one.

    Its text may have been hidden at the very moment at which a copy was finished. What failed is
    left to people: it would fail again.
    """
    for story_id in queries.without_a_copy(COPY):
        work.ask_for(COPY, story_id)
