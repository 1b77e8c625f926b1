"""The facts for the gate: gathered in few queries, on both databases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import event, select

from stories.foundation.db import db, unit_of_work
from stories.moderation import queries
from stories.moderation.models import Story
from stories.moderation.rules import Reason
from stories.people.models import Audience
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation, TranslationState
from tests.factories import Factory


def reasons(app, story, audience=Audience.FAMILY):
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get(Story, story.id)
        return queries.reasons_for([row], audience)[story.id]


def test_a_story_with_everything_is_open(any_app):
    assert reasons(any_app, Factory(any_app).story(approved=True)) == []


def test_a_story_in_review_is_closed(any_app):
    assert reasons(any_app, Factory(any_app).story()) == [Reason.REVIEWS_MISSING]


def test_a_stretch_that_cuts_a_sentence_keeps_the_story_in(any_app):
    """Else the words that nobody hears would still be read."""
    make = Factory(any_app)
    for spans in ([(2_000, 29_000)], [(0, 15_000)], [(0, 9_000), (12_000, 29_000)]):
        story = make.story(approved=True, spans=spans)
        assert reasons(any_app, story) == [Reason.EDGE_IN_A_SENTENCE], spans
    between = make.story(approved=True, spans=[(200, 9_500), (19_800, 29_000)])
    assert reasons(any_app, between) == []


def test_a_list_costs_as_many_queries_as_one_story(app, make):
    first = make.story(approved=True)
    many = [make.story(approved=True) for _ in range(4)]
    assert counted(app, [first.id]) == counted(app, [first.id, *(item.id for item in many)])


def counted(app, ids):
    seen = []
    with app.app_context(), unit_of_work(write=False):
        rows = list(queries.stories_by_ids(ids).values())

        def note(*args):
            seen.append(args[2])

        event.listen(db.engine, "before_cursor_execute", note)
        queries.facts_of(rows)
        queries.narrator_names(rows, locale="kk")
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_nothing_is_asked_for_nothing(app):
    with app.app_context(), unit_of_work(write=False):
        assert queries.facts_of([]) == {}
        assert queries.narrator_names([], locale="kk") == {}


def test_somebody_absent_is_not_heard(app, make):
    elder, other = make.person(), make.person()
    session = make.session(narrators=[elder], listeners=[other])
    make.agree(elder, session)
    story = make.story(version=make.transcript(make.recording(session)), approved=True)
    assert Reason.CONSENT_MISSING in reasons(app, story)
    with app.app_context(), unit_of_work():
        row = db.session.get(Story, story.id)
        for item in row.recording.session.attendances:
            item.came = item.person_id == elder.id
    assert reasons(app, story) == []


def test_a_withdrawn_agreement_closes_at_once(app, make):
    elder = make.person()
    session = make.session(narrators=[elder])
    make.agree(elder, session, withdrawn_at=datetime.now(UTC) - timedelta(seconds=1))
    story = make.story(version=make.transcript(make.recording(session)), approved=True)
    assert Reason.CONSENT_MISSING in reasons(app, story)


def test_unchecked_text_outside_the_stretch_does_not_count(app, make):
    checked = make.transcript(make.recording(session_with_voice(make)), checked=False)
    story = make.story(version=checked, approved=True, spans=[(29_500, 30_000)])
    assert reasons(app, story) == [Reason.TEXT_MISSING]
    story = make.story(version=checked, approved=True, spans=[(0, 9_000)])
    assert reasons(app, story) == [Reason.MACHINE_TEXT, Reason.TRANSLATION_MISSING]


def session_with_voice(make):
    elder = make.person()
    session = make.session(narrators=[elder])
    make.agree(elder, session)
    return session


def test_a_sentence_in_a_third_language_counts_once_and_whoever_touched_it_made_it(any_app):
    """It needs both languages; each of its translators and its checker may not approve."""
    make = Factory(any_app)
    story = make.story(approved=True)
    checker, kk, ru = make.user(), make.user(), make.user()
    with any_app.app_context(), unit_of_work():
        row = db.session.scalars(
            select(Segment).where(Segment.version_id == story.version_id).order_by(Segment.position)
        ).first()
        row.language, row.checked_by = "en", checker.id
        (there,) = db.session.scalars(
            select(SegmentTranslation).where(SegmentTranslation.segment_id == row.id)
        )
        there.author_id, segment_id = ru.id, row.id
    assert reasons(any_app, story) == [Reason.TRANSLATION_MISSING]
    make.keep(
        SegmentTranslation(
            organisation_id=story.organisation_id,
            segment_id=segment_id,
            language="kk",
            text="Таңертең апам ерте тұратын.",
            state=TranslationState.CONFIRMED,
            author_id=kk.id,
        )
    )
    assert reasons(any_app, story) == []
    with any_app.app_context(), unit_of_work(write=False):
        facts = queries.facts_of([db.session.get(Story, story.id)])[story.id]
    assert (facts.segments, facts.unchecked, facts.untranslated) == (3, 0, 0)
    assert {checker.id, kk.id, ru.id} <= facts.makers
