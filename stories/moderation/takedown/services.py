"""Taking down: anybody may ask, the story hides at once, two people decide (DOMAIN M6)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from stories.foundation import audit, mail, search, signals, throttle
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import TooManyAttempts
from stories.foundation.mail import outbox
from stories.foundation.network import network
from stories.moderation import queries as room
from stories.moderation.models import Story
from stories.moderation.services.find import KIND, refresh_search
from stories.moderation.takedown import codes, queries, rules
from stories.moderation.takedown.errors import (
    AlreadyDecided,
    AskedTooOften,
    DecidedBefore,
    NoAppeal,
    ReasonNeeded,
    SecondPersonNeeded,
    StoryNeeded,
)
from stories.moderation.takedown.models import (
    Takedown,
    TakedownDecision,
    TakedownOutcome,
    TakedownState,
)
from stories.moderation.takedown.outcomes import carry_out, require_audience
from stories.people.models import Audience

MOST_REASON = 4000
MOST_CONTACT = 200
LETTER, APPEAL_LETTER = "takedown", "takedown_appeal"
ASKED_LIMIT = 20  # a whole centre may stand behind one address


@dataclass(frozen=True)
class Asked:
    """What somebody wrote; ``child`` says that a child is involved."""

    reason: str
    contact: str = ""
    child: bool = False
    language: str = ""


def request_takedown(
    actor: Actor, story: Story, reason: str, contact: str = "", *, child: bool = False
) -> Takedown:
    """Ask that a story be taken down, as somebody of the team. It is hidden at once."""
    return _keep(actor, story.organisation_id, story, Asked(reason, contact, child), None)


def open_case(
    actor: Actor, organisations: Iterable[uuid.UUID], stories: Iterable[Story], asked: Asked
) -> str:
    """Ask without an account; the stories are hidden at once. Gives the code to follow it by.

    Without a story it is put before each organisation, which finds out what is meant. Raises
    ReasonNeeded, and AskedTooOften when one network asks again and again.
    """
    try:
        throttle.spend(f"takedown:{network()}", limit=ASKED_LIMIT)
    except TooManyAttempts:
        raise AskedTooOften from None
    code = codes.new_code()
    kept = codes.digest(code)
    meant = list(stories)
    for story in meant:
        _keep(actor, story.organisation_id, story, asked, kept)
    if not meant:
        for organisation_id in organisations:
            _keep(actor, organisation_id, None, asked, kept)
    return code


def _keep(
    actor: Actor,
    organisation_id: uuid.UUID,
    story: Story | None,
    asked: Asked,
    case_hash: str | None,
) -> Takedown:
    told = asked.reason.strip()[:MOST_REASON]
    if not told:
        raise ReasonNeeded
    row = Takedown(
        id=uuid.uuid4(),
        organisation_id=organisation_id,
        story_id=story.id if story else None,
        case_hash=case_hash,
        child=asked.child,
        language=asked.language,
        reason=told,
        contact=asked.contact.strip()[:MOST_CONTACT],
    )
    db.session.add(row)
    db.session.flush()
    _hide(row)
    _write_to_deciders(row, LETTER)
    detail: audit.Detail = {"child": asked.child}
    audit.record(actor, "moderation.takedown_requested", row, detail=detail)
    return row


def _hide(row: Takedown) -> None:
    if row.story_id is not None:
        search.remove(KIND, row.story_id)
        signals.story_changed.send("moderation", subject_id=row.story_id)


def _write_to_deciders(row: Takedown, kind: str) -> None:
    if mail.server() is None:
        return
    for user in queries.deciders(row.organisation_id):
        about = outbox.About("takedowns", row.id)
        key = f"{kind}:{row.id}:{user.id}"
        outbox.put_down(key, kind, row.organisation_id, user_id=user.id, about=about)


def name_story(actor: Actor, takedown: Takedown, story: Story) -> Takedown:
    """Say which story a request means that named none; it is hidden at once."""
    require(actor, queries.DECIDE, takedown)
    require(actor, queries.DECIDE, story)
    queries.hold(takedown)
    if takedown.story_id is not None or not takedown.open:
        raise StoryNeeded
    takedown.story_id = story.id
    db.session.flush()
    _hide(takedown)
    audit.record(actor, "moderation.takedown_named", takedown, detail={"story": str(story.id)})
    return takedown


def decide_takedown(
    actor: Actor,
    takedown: Takedown,
    outcome: TakedownOutcome,
    audience: Audience | None = None,
    remark: str = "",
) -> bool:
    """Say what should become of a story; whether it is decided by that.

    It is once two different people have said the same, one after the other; until then the story
    stays hidden. ``audience`` says who may still hear a story that is restricted. Raises
    AlreadyDecided, SecondPersonNeeded, DecidedBefore, StoryNeeded and AudienceNeeded.
    """
    require(actor, queries.DECIDE, takedown)
    story = room.locked_with_text(takedown.story) if takedown.story else None
    queries.hold(takedown)
    to = audience if outcome is TakedownOutcome.RESTRICTED else None
    _may_say(actor, takedown, outcome, to)
    takedown.decisions.append(
        TakedownDecision(
            round=takedown.round,
            actor_id=actor.id,
            outcome=outcome,
            audience=to,
            remark=remark.strip()[:MOST_REASON],
            at=now(),
        )
    )
    db.session.flush()
    decided = rules.agreed(queries.words_of(takedown), takedown.round) is not None
    if decided:
        _decide(actor, takedown, story, outcome, to)
    action = "moderation.takedown_decided" if decided else "moderation.takedown_word"
    audit.record(actor, action, takedown, detail={"outcome": outcome.value})
    return decided


def _may_say(
    actor: Actor, takedown: Takedown, outcome: TakedownOutcome, audience: Audience | None
) -> None:
    if not takedown.open:
        raise AlreadyDecided
    words, round_ = queries.words_of(takedown), takedown.round
    if rules.has_spoken_before(words, actor.id, round_):
        raise DecidedBefore
    last = rules.has_said(words, actor.id, round_)
    if last and (last.outcome, last.audience) == (outcome, audience):
        raise SecondPersonNeeded
    if not rules.fits(outcome, named=takedown.story_id is not None):
        raise StoryNeeded
    require_audience(outcome, audience)


def _decide(
    actor: Actor,
    takedown: Takedown,
    story: Story | None,
    outcome: TakedownOutcome,
    audience: Audience | None,
) -> None:
    takedown.state, takedown.outcome = TakedownState.DECIDED, outcome
    takedown.audience, takedown.decided_at = audience, now()
    takedown.told_at = takedown.told_by = None
    if story is not None:
        carry_out(actor, story, takedown)
    db.session.flush()
    if story is not None:
        refresh_search([story])


def note_told(actor: Actor, takedown: Takedown) -> None:
    """Keep that whoever asked was told what was decided."""
    require(actor, queries.DECIDE, takedown)
    if takedown.state is TakedownState.DECIDED and takedown.told_at is None:
        takedown.told_at, takedown.told_by = now(), actor.id
        audit.record(actor, "moderation.takedown_told", takedown)


def may_appeal(rows: Iterable[Takedown]) -> bool:
    """Whether a case is decided and was not looked at twice."""
    listed = list(rows)
    closed = all(row.state is TakedownState.DECIDED for row in listed)
    return bool(listed) and closed and all(row.appealed_at is None for row in listed)


def note_appeal(actor: Actor, takedown: Takedown, reason: str) -> None:
    """Write down that whoever asked asks once more, as they said it to somebody of the team.

    What was asked for at once with it goes along, within its organisation. Raises as ``appeal``.
    """
    require(actor, queries.DECIDE, takedown)
    appeal(actor, queries.asked_with(takedown), reason)


def appeal(actor: Actor, rows: Iterable[Takedown], reason: str) -> None:
    """Ask once more; the stories are hidden again until others decide.

    Raises ReasonNeeded and NoAppeal; a case is looked at twice, not more often.
    """
    listed = list(rows)
    told = reason.strip()[:MOST_REASON]
    for row in listed:
        queries.hold(row)
    if not may_appeal(listed):
        raise NoAppeal
    if not told:
        raise ReasonNeeded
    for row in listed:
        row.state, row.appeal, row.appealed_at = TakedownState.APPEALED, told, now()
        db.session.flush()
        _hide(row)
        _write_to_deciders(row, APPEAL_LETTER)
        audit.record(actor, "moderation.takedown_appealed", row)
