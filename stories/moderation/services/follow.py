"""What follows in this room from what happens below: changed texts, withdrawn agreements."""

from uuid import UUID

from stories.foundation import audit, search, signals
from stories.foundation.access import OPERATOR, Actor
from stories.moderation import queries
from stories.moderation.models import Story
from stories.moderation.services.find import refresh_search
from stories.moderation.services.moves import back_to_review


def text_changed(version_id: UUID, actor: Actor = OPERATOR) -> int:
    """Stories on a changed transcript go before their reviewers again (DOMAIN M4).

    Nothing happens to those nobody has reviewed yet. Returns how many went back.
    """
    return look_again(actor, queries.stories_on_version(version_id), "text_changed")


def somebody_absent(session_id: UUID) -> int:
    """Whom a list says to have stayed away is asked no more: two people look again (C5, M4).

    Returns how many stories went back.
    """
    return look_again(OPERATOR, queries.stories_of_session(session_id), "attendance_noted")


def agreement_given(agreement_id: UUID) -> int:
    """A new answer may open or close what the person is heard in; the index follows the gate.

    What was approved before it was given is approved anew (M4). Returns how many stories were
    looked at.
    """
    stories = queries.stories_of_agreement(agreement_id)
    look_again(OPERATOR, queries.answered_about(agreement_id), "consent_changed")
    refresh_search(stories)
    return len(stories)


def agreement_withdrawn(agreement_id: UUID) -> int:
    """Nothing of a person who took back an agreement can be found any more (DOMAIN C8).

    The gate itself closes by the agreement; returns how many stories were looked at.
    """
    return _forget(queries.stories_of_agreement(agreement_id))


def person_closed(person_id: UUID) -> int:
    """Nothing somebody is heard in can be found while it is closed (DOMAIN C9, P2)."""
    return _forget(queries.stories_of_person(person_id))


def person_reopened(person_id: UUID) -> int:
    """What was closed with a person goes back to review, never straight out (DOMAIN C9)."""
    return look_again(
        OPERATOR, queries.on_their_way(queries.stories_of_person(person_id)), "closure_ended"
    )


def speaker_erased(child_id: UUID) -> int:
    """What rested on the word of somebody who was erased is agreed to and reviewed anew (C4, M4).

    Returns how many stories went back.
    """
    stories = queries.on_their_way(queries.stories_of_person(child_id))
    return look_again(OPERATOR, stories, "speaker_erased")


def recording_closed(recording_id: UUID) -> int:
    """Nothing of a closed recording can be found (DOMAIN C9)."""
    return _forget(queries.stories_from(recording_id))


def recording_reopened(recording_id: UUID) -> int:
    """What was closed with a recording goes back to review, never straight out (DOMAIN C9)."""
    return look_again(
        OPERATOR, queries.on_their_way(queries.stories_from(recording_id)), "closure_ended"
    )


def wish_changed(recording_id: UUID) -> int:
    """A narrator's wish, or that it is dealt with, closes or opens the gate (DOMAIN C12).

    The index follows it; returns how many stories were looked at.
    """
    stories = queries.stories_from(recording_id)
    refresh_search(stories)
    for story in stories:
        signals.story_changed.send("moderation", subject_id=story.id)
    return len(stories)


def _forget(stories: list[Story]) -> int:
    for story in stories:
        search.remove("story", story.id)
        signals.story_changed.send("moderation", subject_id=story.id)
    return len(stories)


def look_again(actor: Actor, stories: list[Story], why: str) -> int:
    """Let stories go before their reviewers again; ``why`` is told on the page of each (M4)."""
    for story in stories:
        back_to_review(actor, story, why)
        audit.record(actor, "moderation.fell_back", story, detail={"why": why})
    return len(stories)


def persons_merged(person_id: UUID) -> int:
    """Two entries became one, or two again: the index follows the gate and the names.

    Returns how many stories were looked at.
    """
    stories = queries.stories_of_person(person_id)
    refresh_search(stories)
    return len(stories)
