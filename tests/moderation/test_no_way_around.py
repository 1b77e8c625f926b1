"""No order of moves publishes a story without two fresh approvals of two who did not make it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from stories.foundation.access import NOBODY, Role
from stories.foundation.clock import today
from stories.foundation.db import db
from stories.foundation.errors import StoriesError
from stories.foundation.signals import agreement_given, agreement_withdrawn, transcript_changed
from stories.media.models import Recording
from stories.media.services import restricting
from stories.moderation import chores, queries, services
from stories.moderation.page import note_told
from stories.moderation.rules import MOVES
from stories.moderation.takedown import outcomes
from stories.moderation.takedown.models import Takedown, TakedownOutcome
from stories.moderation.takedown.rules import WITHOUT_STORY
from stories.moderation.takedown.services import decide_takedown, request_takedown
from stories.people.models import Agreement, Audience, Stage
from tests.moderation.helpers import ALL, TEXT, actor, inside, row, seen

REVIEWERS = 4
KEPT_IN = {
    "story": (services.never_publish_story, services.lift_never_publish),
    "recording": (restricting.never_publish_recording, restricting.lift_never_publish),
    "restricted": (restricting.restrict_recording, restricting.open_restricted),
}
who = st.integers(0, REVIEWERS - 1)


class Story(RuleBasedStateMachine):
    """What people do with a story, and beside it, in plain words, whose approval is fresh."""

    app = make = None
    opened: list[bool] = []  # noqa: RUF012 - counts over all runs, so that the test can fail

    @initialize(looked_at=st.booleans())
    def proposed(self, looked_at):
        self.maker = self.make.user(Role.FACILITATOR, Role.MODERATOR)
        self.story = self.make.story(proposed_by=self.maker.id)
        self.users = [self.make.user(Role.MODERATOR) for _ in range(REVIEWERS - 1)] + [self.maker]
        self.makers, self.fresh = {REVIEWERS - 1}, set()
        with inside(self.app):
            self.earlier = seen(row(self.story))
        for user in range(2 * looked_at):
            self.approves(user, stale=False)

    def does(self, verb, *told, **named):
        """Whether it was taken in; what the house refuses changes nothing."""
        try:
            with inside(self.app):
                verb(*told, **named)
        except StoriesError:
            return False
        return True

    @rule(user=who, stale=st.booleans())
    def approves(self, user, stale):
        def verb():
            found = row(self.story)
            mine = self.earlier if stale else seen(found)
            services.approve_story(actor(self.users[user]), found, mine, ALL)

        if self.does(verb):
            self.fresh.add(user)

    @rule(user=who)
    def returns(self, user):
        def verb():
            found = row(self.story)
            services.return_story(actor(self.users[user]), found, seen(found), "Атты алыңыз")

        if self.does(verb):
            self.fresh.clear()

    @rule(spans=st.sampled_from([((0, 29_000),), ((0, 9_000), (20_000, 29_000))]))
    def edits(self, spans):
        def verb():
            found = row(self.story)
            text = TEXT.__class__(**{**TEXT.__dict__, "stretches": spans, "themes": ()})
            services.change_story(actor(self.maker), found, text, seen_revision=found.revision)
            found.copy_revision = found.revision  # as if the copy had been cut already

        if self.does(verb):
            self.fresh.clear()

    @rule()
    def corrects_the_text(self):
        def verb():
            version = row(self.story).version
            version.revision += 1
            db.session.flush()
            transcript_changed.send(None, subject_id=version.id)

        self.does(verb)
        self.fresh.clear()

    @rule(user=who)
    def becomes_uploader(self, user):
        def verb():
            recording = db.session.get(Recording, row(self.story).recording_id)
            recording.uploaded_by = self.users[user].id
            db.session.flush()
            chores.reviewers_who_made_it()

        self.does(verb)
        self.makers = {REVIEWERS - 1, user}

    @rule(signal=st.sampled_from([agreement_given, agreement_withdrawn]))
    def answers(self, signal):
        def verb():
            session_id = row(self.story).recording.session_id
            given = db.session.query(Agreement).filter_by(stage=Stage.AFTER, session_id=session_id)
            one = given.one()
            one.withdrawn_at = datetime.now(UTC) if signal is agreement_withdrawn else None
            db.session.flush()
            signal.send(None, subject_id=one.id)

        self.does(verb)
        self.fresh.clear()

    @rule(over=st.booleans())
    def closes_or_opens(self, over):
        def verb():
            found = row(self.story)
            if over and found.closed_until:
                found.closed_until = today()
                db.session.flush()
                chores.closures_over()
            else:
                until = today() + timedelta(days=9)
                services.close_story(actor(self.maker), found, until, "Бала есейгенше")

        if self.does(verb):
            self.fresh.clear()

    @rule(outcome=st.sampled_from([item for item in TakedownOutcome if item not in WITHOUT_STORY]))
    def is_asked_to_come_down(self, outcome):
        leads = [self.make.user(Role.CURATOR), self.make.user(Role.SAFEGUARDING)]

        def verb():
            asked = request_takedown(NOBODY, row(self.story), "Көше аталған", "")
            self.asked = asked.id
            for lead in leads:
                found = db.session.get(Takedown, asked.id)
                decide_takedown(actor(lead), found, outcome, Audience.FAMILY)

        if self.does(verb) and outcome in (
            TakedownOutcome.REMOVED,
            TakedownOutcome.RESTORED_WITH_CHANGES,
        ):
            self.fresh.clear()

    @rule(what=st.sampled_from(sorted(KEPT_IN)), lifted=st.booleans())
    def is_kept_in(self, what, lifted):
        lead = self.make.user(Role.SAFEGUARDING)

        def verb():
            decide, lift = KEPT_IN[what]
            found = row(self.story)
            decide(actor(self.maker), found if what == "story" else found.recording)
            if lifted:
                found = row(self.story)
                lift(actor(lead), found if what == "story" else found.recording)

        if self.does(verb):
            self.fresh.clear()

    @rule()
    def is_brought_back(self):
        lead = self.make.user(Role.CURATOR)
        if self.does(lambda: outcomes.bring_back(actor(lead), row(self.story))):
            self.fresh.clear()

    @invariant()
    def is_open_by_two_fresh_approvals_alone(self):
        if not hasattr(self, "story"):
            return
        with inside(self.app):
            found = row(self.story)
            shut = queries.reasons_for([found], Audience.FAMILY)[found.id]
            moves = [(move.before, move.after) for move in found.moves]
        assert shut or len(self.fresh - self.makers) >= 2
        assert all(one is other or other in MOVES[one] for one, other in moves)
        self.opened.append(not shut)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("edits", [((0, 29_000),)]),
        ("edits", [((0, 9_000), (20_000, 29_000))]),
        ("corrects_the_text", []),
        ("becomes_uploader", [0]),
        ("answers", [agreement_given]),
        ("answers", [agreement_withdrawn]),
        ("closes_or_opens", [False]),
        ("is_kept_in", ["story", False]),
        *(("is_kept_in", [what, True]) for what in KEPT_IN),
        ("is_asked_to_come_down", [TakedownOutcome.RESTORED_WITH_CHANGES]),
        ("is_asked_to_come_down", [TakedownOutcome.REMOVED]),
    ],
)
def test_each_change_after_the_release_shuts_it_and_says_why(app, make, change, told):
    one = type("Here", (Story,), {"app": app, "make": make, "opened": []})()
    one.proposed(looked_at=True)
    one.is_open_by_two_fresh_approvals_alone()
    assert one.opened == [True]
    getattr(one, change)(*told)
    one.is_open_by_two_fresh_approvals_alone()
    assert one.opened == [True, False]
    with inside(app):
        last = row(one.story).moves[-1]
        withdrawn = told == [agreement_withdrawn]  # the gate itself says so, and to whom
        assert withdrawn or note_told(last.note, edited=last.edited)
    if change in {"answers", "closes_or_opens"}:
        getattr(one, change)(agreement_given if change == "answers" else True)
        one.is_open_by_two_fresh_approvals_alone()
        assert one.opened[-1] is False


def test_no_order_of_moves_publishes_without_two_fresh_approvals(app, make):
    machine = type("Here", (Story,), {"app": app, "make": make, "opened": []})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert any(machine.opened)  # some orders do publish: otherwise nothing was tried
