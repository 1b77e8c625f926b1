"""Hiding a part: sound and text in one act, by two people, and never out again by mistake (R5)."""

import pytest
from sqlalchemy import select

from stories.foundation import search
from stories.foundation.access import Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from stories.foundation.errors import Forbidden, NotFound
from stories.moderation import queries
from stories.moderation.cutting import cutting_of
from stories.moderation.models import StoryState
from stories.moderation.redaction import asking, errors, services
from stories.moderation.redaction.asking import Wanted
from stories.moderation.redaction.models import Act, RedactionAct, RedactionState
from stories.moderation.redaction.queries import acts_since
from stories.moderation.redaction.rules import Place
from stories.moderation.rules import Reason
from stories.moderation.services import refresh_search
from stories.people.models import Person
from stories.translations.models import SegmentTranslation
from tests.moderation.helpers import actor, approve, inside, row, state
from tests.moderation.redaction.helpers import (
    WHY,
    decide,
    gate,
    hide,
    redaction,
    segment,
    told_story,
    wanted,
)


@pytest.fixture
def story(app, make):
    return told_story(app, make)


@pytest.fixture
def one(make):
    return make.user(Role.MODERATOR)


@pytest.fixture
def other(make):
    return make.user(Role.CURATOR)


def lines(app, story):
    with inside(app):
        return queries.lines_of([row(story)])[story.id]


def test_a_hidden_name_is_read_in_neither_language_and_its_sound_is_silent(app, story, one):
    hide(app, story, one)
    first, second, third = lines(app, story)
    assert first.kk == "Менің ағам […] Семейде тұрды."
    assert first.ru == "Мой брат […] жил в Семее."
    assert "Марат" in third.kk
    assert second.kk.startswith("Ол кезде")
    with inside(app):
        assert cutting_of(row(story)).hidden.silence == ((1_750, 2_750),)
        assert cutting_of(row(story)).hidden.tones == ()


def test_it_hides_at_once_and_goes_out_after_another_person_and_two_reviews(
    app, story, one, other, make
):
    assert gate(app, story) == set()
    key = hide(app, story, one)
    assert state(app, story) is StoryState.PROPOSED
    assert Reason.REDACTION_WAITS in gate(app, story)
    with pytest.raises(errors.OwnRedaction):
        decide(app, key, one)
    decide(app, key, other)
    assert gate(app, story) == {Reason.CHANGED_SINCE_REVIEW, Reason.COPY_MISSING}
    with inside(app):
        found = row(story)
        found.copy_opus, found.copy_aac = "copies/new.webm", "copies/new.m4a"
        found.copy_revision = found.revision
    approve(app, story, one, other)
    assert gate(app, story) == set()
    assert state(app, story) is StoryState.RELEASED


def test_the_old_copy_is_gone_at_once(app, story, one):
    with inside(app):
        keys = row(story).copy_opus, row(story).copy_aac
        for key in keys:
            blobs().put_bytes(key, b"old")
    hide(app, story, one)
    with inside(app):
        assert not any(blobs().exists(key) for key in keys)
        assert row(story).copy_opus is row(story).copy_aac is None


def test_nothing_hidden_is_found_by_searching(app, story, one, other):
    def found(word):
        with inside(app):
            refresh_search([row(story)])
            table = db.metadata.tables["search_documents"]
            texts = [str(tuple(one)) for one in db.session.execute(select(table))]
            return any(search.fold(word) in search.fold(text) for text in texts)

    assert found("Семейде")
    key = hide(app, story, one, 0, "Семейде")
    assert not found("Семейде")
    decide(app, key, other)
    with inside(app):
        item = row(story)
        item.copy_opus, item.copy_aac, item.copy_revision = "a", "b", item.revision
    approve(app, story, one, other)
    assert found("қатты")
    assert not found("Семейде")


def test_each_act_leaves_a_row_with_its_reason(app, story, one, other):
    key = hide(app, story, one)
    with inside(app):
        since = redaction(key).created_at
        found = redaction(key)
        more = wanted(story, 0, "Марат Семейде", reason="Аты мен жері")
        services.change(actor(other), found, more, seen_revision=found.revision)
    with pytest.raises(errors.OwnRedaction):
        decide(app, key, other)
    decide(app, key, one)
    decide(app, key, other, services.lift, "Өзі рұқсат етті")
    with inside(app):
        query = select(RedactionAct).where(RedactionAct.redaction_id == key)
        acts = db.session.scalars(query.order_by(RedactionAct.at)).all()
        assert [(item.act, item.reason) for item in acts] == [
            (Act.PROPOSED, WHY),
            (Act.CHANGED, "Аты мен жері"),
            (Act.CONFIRMED, ""),
            (Act.LIFTED, "Өзі рұқсат етті"),
        ]
        assert len(acts_since(story.id, since)) >= 3
        notes = [item.note for item in row(story).moves]
        assert notes[-4:] == [
            "redaction_proposed", "redaction_changed", "redaction_confirmed", "redaction_lifted",
        ]  # fmt: skip
        assert not any(item.edited for item in row(story).moves)
    assert "Марат" in lines(app, story)[0].kk


def test_refusing_needs_another_person_and_a_reason(app, story, one, other):
    key = hide(app, story, one)
    with pytest.raises(errors.OwnRedaction):
        decide(app, key, one, services.refuse, "Жоқ")
    with pytest.raises(errors.ReasonNeeded):
        decide(app, key, other, services.refuse, "  ")
    decide(app, key, other, services.refuse, "Ол өзі атын атауды сұрады")
    with inside(app):
        assert redaction(key).state is RedactionState.REFUSED
    with pytest.raises(errors.Moved):
        decide(app, key, other)


def test_a_decision_on_what_was_changed_a_moment_ago_is_refused(app, story, one, other):
    key = hide(app, story, one)
    with inside(app), pytest.raises(errors.Moved):
        services.confirm(actor(other), redaction(key), seen_revision=0)


def test_a_changed_text_in_which_nothing_is_found_shuts_everything(app, story, one, other):
    key = hide(app, story, one)
    decide(app, key, other)
    with inside(app):
        segment(story, 0).text = "Менің ағам Марат Ахметов Семейде тұрды."
    assert Reason.REDACTION_UNMATCHED in gate(app, story)
    assert (lines(app, story)[0].kk, lines(app, story)[0].ru) == ("[…]", "[…]")
    with inside(app), pytest.raises(errors.Moved):
        services.confirm(actor(one), redaction(key), seen_revision=1)
    with inside(app):
        segment(story, 0).text = "Менің ағам Марат Семейде өмір сүрді."
    assert Reason.REDACTION_UNMATCHED not in gate(app, story)
    assert lines(app, story)[0].kk == "Менің ағам […] Семейде өмір сүрді."


def test_a_new_translation_of_a_hidden_passage_shuts_it(app, story, one, other):
    decide(app, hide(app, story, one), other)
    with inside(app):
        query = select(SegmentTranslation).where(
            SegmentTranslation.segment_id == segment(story, 0).id
        )
        db.session.scalars(query).one().text = "Брат мой Маратик жил в Семее."
    assert Reason.REDACTION_UNMATCHED in gate(app, story)
    assert lines(app, story)[0].ru == "[…]"


def test_what_cannot_be_found_cannot_be_confirmed(app, story, one, other):
    key = hide(app, story, one)
    with inside(app):
        segment(story, 0).text = "Ағам Маратжан Семейде тұрды."
    with pytest.raises(errors.Unfound):
        decide(app, key, other)


def test_a_hidden_word_in_the_summary_shuts_the_gate(app, story, one):
    with inside(app):
        row(story).summary_kk = "Мараттың қысы туралы."
    hide(app, story, one)
    assert Reason.REDACTION_TOLD in gate(app, story)
    with inside(app):
        row(story).summary_kk = "Ағасының қысы туралы."
    assert Reason.REDACTION_TOLD not in gate(app, story)


def test_a_pseudonym_stands_in_the_form_of_the_name(app, story, one, make):
    with inside(app):
        person = db.session.scalars(select(Person)).first()
        person.name, person.pseudonym = "Марат", "Ерлан"
        made = wanted(story, 2, "Марат", person=person)
        assert made.instead == {"kk": "Ерлан", "ru": "Ерлан"}
        services.propose(actor(one), row(story), made)
    assert lines(app, story)[2].kk == "Ерлан маған нан пісіруді үйретті."
    assert lines(app, story)[2].ru == "Ерлан научил меня печь хлеб."


def test_what_is_read_instead_must_not_tell(app, story, one):
    with inside(app):
        made = wanted(story)
        bad = Wanted(made.core, made.chosen, WHY, {"ru": "Маратик"})
        with pytest.raises(errors.InsteadTells):
            services.propose(actor(one), row(story), bad)


def test_words_of_the_translation_hide_what_was_said(app, story, one):
    hide(app, story, one, 2, "Марат", language="ru")
    assert lines(app, story)[2].kk == "[…] маған нан пісіруді үйретті."


def test_a_tone_is_heard_where_it_is_asked_for(app, story, one):
    hide(app, story, one, tone=True)
    hide(app, story, one, 2)
    with inside(app):
        hidden = cutting_of(row(story)).hidden
        assert hidden.tones == ((1_750, 2_750),)
        assert hidden.silence == ((1_750, 2_750), (19_750, 20_750))


@pytest.mark.parametrize(
    ("core", "place"),
    [
        ((-500, 2_000), Place.BEFORE_ZERO),
        ((2_000, 1_000), Place.BACKWARDS),
        ((2_000, 2_000), Place.BACKWARDS),
        ((31_000, 32_000), Place.OUTSIDE),
        ((0, 29_000), Place.EVERYTHING),
        ((2_100, 2_400), Place.HIDDEN_ALREADY),
    ],
)
def test_where_nothing_can_be_hidden_a_sentence_says_why(app, story, one, core, place):
    hide(app, story, one)
    with inside(app):
        chosen = asking.followed(asking.passages(row(story)), {}, core)
        bad = Wanted(core, chosen, WHY)
        with pytest.raises(errors.BadPlace) as raised:
            services.propose(actor(one), row(story), bad)
        assert raised.value.place is place
        assert str(raised.value.sentence)


def test_hiding_every_word_is_hiding_the_story(app, story, one):
    hide(app, story, one, 0, "Менің ағам Марат Семейде тұрды")
    hide(app, story, one, 1, "Ол кезде қыс қатты болатын")
    with pytest.raises(errors.BadPlace) as raised:
        hide(app, story, one, 2, "Марат маған нан пісіруді үйретті")
    assert raised.value.place is Place.EVERYTHING


def test_what_overlaps_or_touches_is_hidden_as_one(app, story, one):
    hide(app, story, one, 0, "ағам Марат")
    hide(app, story, one, 0, "Марат Семейде")
    hide(app, story, one, 0, "тұрды")
    assert lines(app, story)[0].kk == "Менің […]."
    with inside(app):
        assert cutting_of(row(story)).hidden.silence == ((750, 4_750),)


def test_a_text_nobody_looked_at_is_not_passed_over(app, story, one):
    with inside(app):
        made = wanted(story)
        chosen = {key: places for key, places in made.chosen.items() if key[1] == "kk"}
        with pytest.raises(errors.LookFurther):
            services.propose(actor(one), row(story), Wanted(made.core, chosen, WHY))
        wide = Wanted((1_000, 11_000), made.chosen, WHY)
        with pytest.raises(errors.LookFurther):
            services.propose(actor(one), row(story), wide)


def test_a_reason_is_needed_and_the_right_to_it(app, story, one, make):
    with inside(app), pytest.raises(errors.ReasonNeeded):
        services.propose(actor(one), row(story), wanted(story, reason=" "))
    admin = make.user(Role.ADMIN)
    with inside(app), pytest.raises(Forbidden):
        services.propose(actor(admin), row(story), wanted(story))
    stranger = make.user(Role.MODERATOR, organisation=make.other_organisation())
    with inside(app), pytest.raises(NotFound):
        services.propose(actor(stranger), row(story), wanted(story))


def test_a_returned_story_stays_returned(app, story, one):
    with inside(app):
        row(story).state = StoryState.RETURNED
    hide(app, story, one)
    assert state(app, story) is StoryState.RETURNED
    with inside(app):
        assert row(story).revision == 2
