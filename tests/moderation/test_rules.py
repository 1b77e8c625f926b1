"""The gate: each reason alone blocks, and nothing that narrows ever opens it."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.moderation.models import StoryState, Verdict
from stories.moderation.rules import (
    BY_REVIEW,
    MOVES,
    NEEDS,
    REVIEWERS,
    Reason,
    StoryFacts,
    Verdicts,
    blocks_approval,
    blocks_publication,
    may_move,
    valid_approvals,
)
from stories.people.models import Audience, Naming, Stage, Use
from stories.people.rules import (
    EVERYTHING,
    INSIDE,
    NOTHING,
    ORDER,
    Agreed,
    Gap,
    Missing,
    Permission,
    Voice,
    permitted,
)

DAY = date(2026, 11, 23)
TOMORROW = DAY + timedelta(days=1)
PEOPLE = tuple(uuid.UUID(int=number) for number in range(1, 7))
ONE, TWO, MAKER, *_ = PEOPLE


def word(who, verdict=Verdict.APPROVE, story=1, transcript=1):
    return Verdicts(who, verdict, story, transcript)


OPEN = StoryFacts(
    state=StoryState.RELEASED,
    permission=EVERYTHING,
    makers=frozenset({MAKER}),
    story_revision=1,
    transcript_revision=1,
    copy_revision=1,
    reviews=(word(ONE), word(TWO)),
)


def gate(facts, audience=Audience.FAMILY, on=DAY):
    return blocks_publication(facts, audience, on)


@pytest.mark.parametrize("audience", list(Audience))
def test_a_story_with_everything_is_open(audience):
    assert gate(OPEN, audience) == []


ALONE = [
    (Reason.CONSENT_MISSING, {"permission": NOTHING}),
    (
        Reason.CONSENT_MISSING,
        {"permission": replace(EVERYTHING, missing=(Missing(ONE, Gap.WITHDRAWN),))},
    ),
    (Reason.CONSENT_MISSING, {"permission": replace(EVERYTHING, until=DAY)}),
    *(
        (Reason.CONSENT_MISSING, {"permission": replace(EVERYTHING, uses=frozenset(Use) - {use})})
        for use in NEEDS
    ),
    (Reason.AUDIENCE_TOO_WIDE, {"permission": replace(EVERYTHING, audience=Audience.PRIVATE)}),
    (Reason.AUDIENCE_TOO_WIDE, {"widest": Audience.PRIVATE}),
    (Reason.CLOSED, {"closed_until": TOMORROW}),
    (Reason.CLOSED, {"closed_until": DAY - timedelta(days=400)}),
    (Reason.NEVER_PUBLISH, {"never_publish": True}),
    *(
        (Reason.NEVER_PUBLISH, {"permission": replace(INSIDE, missing=(Missing(who, gap),))})
        for who, gap in ((ONE, Gap.NEVER_PUBLISH), (None, Gap.KEPT_BACK))
    ),
    (
        Reason.RESTRICTED,
        {"permission": replace(NOTHING, missing=(Missing(None, Gap.RESTRICTED),))},
    ),
    (Reason.NOT_PROPOSED, {"state": StoryState.DRAFT}),
    (Reason.RETURNED, {"state": StoryState.RETURNED}),
    (Reason.RETURNED, {"reviews": (word(ONE), word(TWO), word(PEOPLE[4], Verdict.RETURN))}),
    (Reason.RETURNED, {"reviews": (word(ONE), word(TWO), word(MAKER, Verdict.RETURN))}),
    (Reason.TAKEN_DOWN, {"state": StoryState.TAKEN_DOWN}),
    (Reason.TAKEDOWN_OPEN, {"takedown_open": True}),
    (Reason.NARRATOR_SAID_NO, {"narrator_said_no": True}),
    (Reason.NARRATOR_WISHES, {"narrator_wishes": True}),
    (Reason.NOT_RELEASED, {"state": StoryState.PROPOSED}),
    (Reason.REVIEWS_MISSING, {"reviews": ()}),
    (Reason.REVIEWS_MISSING, {"reviews": (word(ONE),)}),
    (Reason.REVIEWS_MISSING, {"reviews": (word(ONE), word(ONE))}),
    (Reason.REVIEWER_MADE_IT, {"reviews": (word(ONE), word(MAKER))}),
    (Reason.REVIEWER_MADE_IT, {"makers": frozenset({MAKER, TWO})}),
    (Reason.CHANGED_SINCE_REVIEW, {"transcript_revision": 2}),
    (Reason.CHANGED_SINCE_REVIEW, {"story_revision": 2, "copy_revision": 2}),
    (Reason.TITLE_MISSING, {"has_titles": False}),
    (Reason.TEXT_MISSING, {"segments": 0}),
    (Reason.TEXT_MISSING, {"complete": False}),
    (Reason.EDGE_IN_A_SENTENCE, {"edge_in_a_sentence": True}),
    (Reason.REDACTION_WAITS, {"redaction_waits": True}),
    (Reason.REDACTION_UNMATCHED, {"redaction_unmatched": True}),
    (Reason.REDACTION_TOLD, {"redaction_told": True}),
    (Reason.MACHINE_TEXT, {"unchecked": 1}),
    (Reason.TRANSLATION_MISSING, {"untranslated": 1}),
    (Reason.COPY_MISSING, {"copy_revision": 0}),
]


@pytest.mark.parametrize(("reason", "change"), ALONE)
def test_each_reason_alone_blocks(reason, change):
    assert gate(replace(OPEN, **change)) == [reason]


def test_every_reason_is_tried_alone():
    assert {reason for reason, _change in ALONE} == set(Reason)


def test_the_public_needs_an_agreement_to_publish():
    shared = replace(EVERYTHING, uses=frozenset(Use) - {Use.PUBLISH})
    facts = replace(OPEN, permission=shared)
    assert gate(facts, Audience.PROGRAMME) == []
    assert gate(facts, Audience.PUBLIC) == [Reason.AUDIENCE_TOO_WIDE]


def test_what_is_private_is_not_given_to_families_by_asking_for_private():
    private = replace(EVERYTHING, audience=Audience.PRIVATE)
    assert gate(replace(OPEN, permission=private), Audience.PRIVATE) == [Reason.AUDIENCE_TOO_WIDE]


def test_taking_back_an_approval_counts():
    later = (*OPEN.reviews, word(TWO, Verdict.RETURN))
    assert valid_approvals(replace(OPEN, reviews=later)) == {ONE}


def test_approval_is_blocked_by_everything_but_the_reviews_themselves():
    for reason, change in ALONE:
        found = blocks_approval(replace(OPEN, **change), Audience.FAMILY, DAY)
        assert found == ([] if reason in BY_REVIEW else [reason])


def test_only_two_states_lead_to_each_other_by_review():
    assert [state for state in StoryState if may_move(state, StoryState.RELEASED)] == [
        StoryState.PROPOSED
    ]
    assert all(may_move(state, StoryState.TAKEN_DOWN) for state in set(MOVES) - {"taken_down"})
    assert MOVES[StoryState.TAKEN_DOWN] == {StoryState.PROPOSED}


# What narrows never opens


@st.composite
def permissions(draw):
    return Permission(
        uses=draw(st.frozensets(st.sampled_from(Use)) | st.just(frozenset(Use))),
        audience=draw(st.sampled_from(Audience)),
        until=draw(st.none() | st.dates(DAY - timedelta(days=2), DAY + timedelta(days=2))),
        missing=draw(st.just(()) | st.just((Missing(ONE, Gap.WITHDRAWN),))),
    )


@st.composite
def stories(draw):
    story, transcript = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    words = st.builds(
        Verdicts,
        st.sampled_from(PEOPLE),
        st.sampled_from([Verdict.APPROVE, Verdict.APPROVE, Verdict.RETURN]),
        st.integers(1, story),
        st.integers(1, transcript),
    )
    return StoryFacts(
        state=draw(st.sampled_from([StoryState.RELEASED, StoryState.RELEASED, *StoryState])),
        permission=draw(st.just(EVERYTHING) | permissions()),
        makers=draw(st.frozensets(st.sampled_from(PEOPLE), max_size=2)),
        story_revision=story,
        transcript_revision=transcript,
        copy_revision=draw(st.sampled_from([story, story, 0])),
        reviews=tuple(draw(st.lists(words, max_size=6))),
        closed_until=draw(st.none() | st.just(DAY) | st.just(TOMORROW)),
        takedown_open=draw(st.booleans()),
        narrator_said_no=draw(st.booleans()),
        narrator_wishes=draw(st.booleans()),
        redaction_waits=draw(st.booleans()),
        redaction_unmatched=draw(st.booleans()),
        redaction_told=draw(st.booleans()),
        edge_in_a_sentence=draw(st.booleans()),
        has_titles=draw(st.sampled_from([True, True, False])),
        segments=draw(st.sampled_from([3, 3, 0])),
        unchecked=draw(st.sampled_from([0, 0, 1])),
        untranslated=draw(st.sampled_from([0, 0, 1])),
        complete=draw(st.sampled_from([True, True, False])),
        widest=draw(st.sampled_from(Audience)),
    )


NARROWER = {
    "permission lost": lambda f: replace(f, permission=NOTHING),
    "use withdrawn": lambda f: replace(
        f, permission=replace(f.permission, uses=f.permission.uses - {Use.SHARE})
    ),
    "audience narrowed": lambda f: replace(
        f, permission=replace(f.permission, audience=Audience.PRIVATE)
    ),
    "agreement ends": lambda f: replace(f, permission=replace(f.permission, until=DAY)),
    "story edited": lambda f: replace(f, story_revision=f.story_revision + 1),
    "edited, same sound": lambda f: replace(
        f, story_revision=f.story_revision + 1, copy_revision=f.copy_revision + 1
    ),
    "text edited": lambda f: replace(f, transcript_revision=f.transcript_revision + 1),
    "takedown asked": lambda f: replace(f, takedown_open=True),
    "narrator says no": lambda f: replace(f, narrator_said_no=True),
    "narrator wishes": lambda f: replace(f, narrator_wishes=True),
    "a part is to be hidden": lambda f: replace(f, redaction_waits=True),
    "a hidden part is lost": lambda f: replace(f, redaction_unmatched=True),
    "hidden words stand above": lambda f: replace(f, redaction_told=True),
    "a sentence is cut": lambda f: replace(f, edge_in_a_sentence=True),
    "closed": lambda f: replace(f, closed_until=TOMORROW),
    "segment unchecked": lambda f: replace(f, unchecked=f.unchecked + 1),
    "translation lost": lambda f: replace(f, untranslated=f.untranslated + 1),
    "a maker more": lambda f: replace(f, makers=f.makers | {ONE}),
    "an objection": lambda f: replace(
        f,
        reviews=(
            *f.reviews,
            word(TWO, Verdict.RETURN, f.story_revision, f.transcript_revision),
        ),
    ),
    "fallen back": lambda f: replace(f, state=StoryState.PROPOSED),
    "taken down": lambda f: replace(f, state=StoryState.TAKEN_DOWN),
    "for fewer": lambda f: replace(f, widest=min(f.widest, Audience.FAMILY, key=ORDER.index)),
}


@pytest.mark.parametrize("name", NARROWER)
@given(facts=stories(), audience=st.sampled_from(Audience))
def test_what_narrows_never_opens(name, facts, audience):
    if gate(facts, audience):
        assert gate(NARROWER[name](facts), audience)


@given(facts=stories(), audience=st.sampled_from(Audience), days=st.integers(1, 4000))
def test_a_passing_day_never_opens(facts, audience, days):
    if gate(facts, audience):
        assert gate(facts, audience, DAY + timedelta(days=days))


@given(facts=stories(), wide=st.sampled_from(Audience), wider=st.sampled_from(Audience))
def test_a_wider_audience_never_opens(facts, wide, wider):
    if ORDER.index(wider) >= ORDER.index(wide) and gate(facts, wide):
        assert gate(facts, wider)


@given(facts=stories(), audience=st.sampled_from(Audience))
def test_open_means_two_strangers_approved_this_very_text(facts, audience):
    if gate(facts, audience):
        return
    current = (facts.story_revision, facts.transcript_revision)
    approvers = {
        item.reviewer_id
        for item in facts.reviews
        if item.verdict is Verdict.APPROVE
        and (item.story_revision, item.transcript_revision) == current
    }
    assert len(approvers - facts.makers) >= REVIEWERS
    assert facts.state is StoryState.RELEASED
    assert not facts.permission.missing


# With the people's own rule below it


@st.composite
def voices(draw):
    who = draw(st.sampled_from(PEOPLE))
    stages = [
        Agreed(
            signer_id=who,
            stage=stage,
            uses=draw(st.just(frozenset(Use)) | st.frozensets(st.sampled_from(Use))),
            audience=draw(st.sampled_from(Audience)),
            naming=Naming.OWN_NAME,
            given_on=DAY - timedelta(days=draw(st.integers(0, 9))),
            ends_on=draw(st.none() | st.just(TOMORROW)),
        )
        for stage in draw(st.sampled_from([tuple(Stage), tuple(Stage), (Stage.BEFORE,), ()]))
    ]
    year = draw(st.sampled_from([1950, 1950, DAY.year - 18, 2015, None]))
    return Voice(who, year, agreements=tuple(stages))


@given(st.lists(voices(), max_size=3), voices(), st.sampled_from(Audience), st.integers(0, 4000))
def test_an_added_voice_or_a_passing_day_never_opens(heard, other, audience, days):
    later = DAY + timedelta(days=days)
    before = replace(OPEN, permission=permitted(heard, DAY))
    with_other = replace(OPEN, permission=permitted([*heard, other], DAY))
    days_on = replace(OPEN, permission=permitted(heard, later))
    if gate(before, audience):
        assert gate(days_on, audience, later)
        assert not heard or gate(with_other, audience)


@given(voices(), st.sampled_from(Audience), st.integers(0, 1))
def test_a_withdrawn_agreement_closes(heard, audience, which):
    if len(heard.agreements) < len(Stage):
        return
    given_back = [
        replace(item, withdrawn_on=DAY) if at == which else item
        for at, item in enumerate(heard.agreements)
    ]
    left = replace(heard, agreements=tuple(given_back))
    assert gate(replace(OPEN, permission=permitted([left], DAY)), audience)
