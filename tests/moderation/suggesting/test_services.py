"""Suggestions are kept without words, answered once, and a refusal is remembered."""

import pytest

from stories.foundation import work
from stories.foundation.access import Role
from stories.foundation.db import db
from stories.foundation.errors import Forbidden, NotFound
from stories.foundation.signals import story_changed
from stories.moderation.queries import lines_of
from stories.moderation.suggesting import jobs, services
from stories.moderation.suggesting.errors import DecidedMeanwhile
from stories.moderation.suggesting.models import StorySuggestion
from stories.moderation.suggesting.page import noted, suggestions_page
from stories.transcripts.models import Segment
from tests.moderation.helpers import actor, inside, row
from tests.moderation.suggesting.conftest import found, look


def one(app, story, kind, words=None):
    return next(
        key
        for name, told, _state, key in found(app, story)
        if name == kind and words in {None, told}
    )


def states(app, story, words):
    return sorted(state for _kind, told, state, _key in found(app, story) if told == words)


def test_a_story_is_looked_through_in_both_languages(app, looked):
    told = [(kind, words) for kind, words, _state, _key in found(app, looked)]
    assert told.count(("person", "Айгүлдің")) == 3
    assert told.count(("person", "Айгуль")) == 2
    assert ("address", "Абай көшесі, 15-үйде") in told
    assert ("address", "улице Абая, дом 15") in told
    assert sorted(words for kind, words in told if kind == "hard") == ["майданда", "қаза тапты"]


def test_no_words_are_kept(app, looked):
    with inside(app):
        kept = [str(vars(item)) for item in db.session.query(StorySuggestion)]
    assert kept
    assert not any(word in text for text in kept for word in ("Айгүл", "Абай", "майдан"))


def test_a_refusal_is_remembered_for_its_place_alone(app, looked, moderator):
    key = one(app, looked, "person", "Айгүлдің")
    with inside(app):
        assert services.refuse_suggestion(actor(moderator), row(looked), key) == 1
    look(app, looked)
    assert states(app, looked, "Айгүлдің") == ["open", "open", "refused"]


def test_the_same_words_are_refused_everywhere_if_that_is_said(app, looked, moderator):
    key = one(app, looked, "person", "Айгүлдің")
    with inside(app):
        told = services.refuse_suggestion(actor(moderator), row(looked), key, everywhere=True)
    assert told == 3
    look(app, looked)
    assert states(app, looked, "Айгүлдің") == ["refused"] * 3
    assert states(app, looked, "Айгуль") == ["open"] * 2


def test_a_changed_text_keeps_the_refusals_of_the_others(app, looked, moderator):
    key = one(app, looked, "address", "Абай көшесі, 15-үйде")
    with inside(app):
        services.refuse_suggestion(actor(moderator), row(looked), key)
        first = db.session.query(Segment).filter_by(position=0).one()
        first.text = "Бір кісінің әкесі ерте кетті."
    with inside(app):
        shown = suggestions_page(actor(moderator), row(looked))
        assert not shown.looked
        assert all(not item.text.text.startswith("Бір кісінің") for item in shown.open)
    look(app, looked)
    assert states(app, looked, "Абай көшесі, 15-үйде") == ["refused"]
    assert states(app, looked, "Айгүлдің") == ["open", "open"]
    with inside(app):
        assert suggestions_page(actor(moderator), row(looked)).looked


def test_what_was_refused_can_be_suggested_again(app, looked, moderator):
    key = one(app, looked, "address")
    with inside(app):
        services.refuse_suggestion(actor(moderator), row(looked), key)
    with inside(app):
        services.reopen_suggestion(actor(moderator), row(looked), key)
    with inside(app), pytest.raises(DecidedMeanwhile):
        services.reopen_suggestion(actor(moderator), row(looked), key)


def test_nothing_is_answered_twice(app, looked, moderator):
    key = one(app, looked, "hard")
    with inside(app):
        services.accept_suggestion(actor(moderator), row(looked), key)
    for verb in (services.accept_suggestion, services.refuse_suggestion):
        with inside(app), pytest.raises(DecidedMeanwhile):
            verb(actor(moderator), row(looked), key)


def test_hard_themes_make_one_note_in_both_languages(app, looked, moderator):
    for key in [key for kind, _words, _state, key in found(app, looked) if kind == "hard"]:
        with inside(app):
            services.accept_suggestion(actor(moderator), row(looked), key)
    with inside(app):
        told = noted(row(looked))
        assert told["content_note_kk"].endswith(": жақынын жоғалту, соғыс.")
        assert told["content_note_ru"].endswith(": потеря близких, война.")
        row(looked).content_note_kk, row(looked).content_note_ru = told.values()
        assert noted(row(looked)) == {}


def test_another_organisations_staff_answer_nothing(app, make, looked):
    stranger = make.user(Role.MODERATOR, organisation=make.other_organisation())
    key = one(app, looked, "hard")
    for verb in (services.accept_suggestion, services.refuse_suggestion):
        with inside(app), pytest.raises((Forbidden, NotFound)):
            verb(actor(stranger), row(looked), key)


def test_a_story_that_waits_for_its_reviewers_is_looked_through(app, story):
    with inside(app):
        story_changed.send("tests", subject_id=story.id)
        assert work.find(services.LOOK, story.id) is not None


def test_a_reader_that_fails_is_asked_again(app, story, monkeypatch):
    def unread(_texts):
        raise jobs.Unread

    monkeypatch.setattr(jobs, "names_in", unread)
    with pytest.raises(work.TryAgain):
        look(app, story)


def test_a_story_that_is_gone_needs_no_looking(app, make, unread):
    story = make.story()
    with inside(app):
        db.session.delete(row(story))
    look(app, story)


def test_yes_hides_the_words_behind_the_pseudonym_in_its_form(app, looked, moderator):
    key = one(app, looked, "person", "Айгүлдің")
    with inside(app):
        services.accept_suggestion(actor(moderator), row(looked), key)
    with inside(app):
        told = lines_of([row(looked)])[looked.id]
        assert told[0].kk.startswith("Бозторғайдың әкесі")
        assert "Айгүл" not in told[0].kk
    look(app, looked)
    assert states(app, looked, "Айгүлдің").count("accepted") == 1
