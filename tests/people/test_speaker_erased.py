"""A representative who signed for a child is erased: nothing goes on by their word alone."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from stories.foundation.clock import held_at, now, today
from stories.foundation.db import db, unit_of_work
from stories.moderation.models import Story, StoryState
from stories.moderation.queries import open_stories
from stories.people import queries
from stories.people.models import Agreement, Audience, Evidence, Generation, Representation, Stage
from stories.people.rules import permitted
from tests.people.test_erased import erase
from tests.people.test_screen import BEFORE, LAW, WITNESS, path, saved


def uses(app: Flask, child: Any, session: Any) -> frozenset[Any]:
    with app.app_context(), unit_of_work(write=False):
        return permitted(queries.voices_for([child.id], session.id), today()).uses


def second(make: Any, child: Any) -> Any:
    row = make.person(Generation.REPRESENTATIVE, birth_year=1980)
    make.keep(Representation(child_id=child.id, representative_id=row.id))
    return row


@pytest.fixture
def child(make):
    return make.child(name="Әсел")


@pytest.fixture
def session(make, child):
    session = make.session(narrators=[child])
    make.agree(child, session)
    return session


def test_what_was_out_is_closed_at_once_and_goes_before_its_reviewers(any_app):
    from tests.factories import Factory

    make = Factory(any_app)
    child = make.child()
    session = make.session(narrators=[child])
    make.agree(child, session)
    story = make.story(version=make.transcript(make.recording(session)), approved=True)

    def stands() -> tuple[bool, StoryState]:
        with any_app.app_context(), unit_of_work(write=False):
            row = db.session.get_one(Story, story.id)
            return bool(open_stories([row], Audience.FAMILY)), row.state

    assert stands()[0]
    erase(any_app, child.guardian)
    assert stands() == (False, StoryState.PROPOSED)
    other = second(make, child)
    make.agreement(child, Stage.BEFORE, signer=other, given_at=now())
    make.agreement(child, Stage.AFTER, signer=other, session=session, given_at=now())
    assert uses(any_app, child, session)
    assert stands() == (False, StoryState.PROPOSED)  # two people look first


def test_it_waits_until_somebody_agrees_anew(client, app, make, child, session):
    client.sign_in(make.facilitator()).speak("en")
    told = "Whoever spoke for Әсел was erased."
    assert told not in client.page("/").text
    erase(app, child.guardian)
    assert told in client.page("/").text
    assert not uses(app, child, session)
    other = second(make, child)
    with held_at(now() + timedelta(minutes=1)):
        client.send(path(child, other), BEFORE | LAW | WITNESS)
    assert not uses(app, child, session)
    assert told in client.page("/").text
    make.agreement(child, Stage.AFTER, signer=other, session=session, given_at=now())
    assert uses(app, child, session)
    assert told not in client.page("/").text


def test_the_other_who_spoke_is_asked_anew_too(client, app, make, child, session):
    """Without the narrower word of the one who is gone, the other's would say more than before."""
    other = second(make, child)
    make.agreement(child, Stage.BEFORE, signer=other)
    make.agreement(child, Stage.AFTER, signer=other, session=session)
    erase(app, child.guardian)
    assert not uses(app, child, session)
    client.sign_in(make.facilitator()).speak("en")
    states = [tag.text for tag in client.page(f"/people/{child.id}/asking").select(".row-tag")]
    assert states[0] != "Agreed"


def test_a_no_of_somebody_who_is_erased_stays_a_no(app, make, child, session):
    make.agreement(child, Stage.AFTER, signer=child.guardian, session=session, uses=[])
    erase(app, child.guardian)
    other = second(make, child)
    make.agreement(child, Stage.BEFORE, signer=other, given_at=now())
    make.agreement(child, Stage.AFTER, signer=other, session=session, given_at=now())
    assert "publish" not in {use.value for use in uses(app, child, session)}


def test_what_stood_before_this_was_known_is_no_better(app, make, child, session):
    """An agreement that still stands beside somebody erased permits nothing."""
    erase(app, child.guardian)
    with app.app_context(), unit_of_work():
        db.session.query(Agreement).update({"withdrawn_at": None})
    assert not uses(app, child, session)


def test_a_grown_ups_own_word_goes_on(app, make):
    child = make.child(birth_year=today().year - 20)
    session = make.session(narrators=[child])
    make.agreement(child, Stage.BEFORE, signer=child.guardian)
    make.agreement(child, Stage.BEFORE)
    make.agreement(child, Stage.AFTER, session=session)
    before = uses(app, child, session)
    erase(app, child.guardian)
    assert uses(app, child, session) == before
    assert before


def test_nobody_answers_in_the_name_of_somebody_erased(client, app, make):
    child = make.child()
    gone = child.guardian
    erase(app, gone)
    client.sign_in(make.facilitator()).speak("en")
    client.send(f"/people/{child.id}/own-links", {"holder": str(gone.id), "days": "3"}, expect=422)
    wanted = {"wanted": f"before.representative.{gone.id}", "language": "kk"}
    client.send(f"/people/{child.id}/forms", wanted, expect=422)
    agreed = {"signer": str(gone.id), "evidence": Evidence.SIGNED, "uses": ["record"]}
    client.send(f"/people/{child.id}/agreements/new", agreed, expect=422)
    assert str(gone.id) not in client.page(f"/people/{child.id}/asking").decode()
    assert not saved(app)
