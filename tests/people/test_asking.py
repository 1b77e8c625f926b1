"""Who still has to answer, in order; and what waits: evidence, five years, eighteen."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from stories.foundation.access import OPERATOR
from stories.foundation.clock import held_at, today
from stories.foundation.db import unit_of_work
from stories.people import queries
from stories.people.models import Audience, Evidence, Naming, Stage, Use, Wording
from stories.people.rules import Agreed, Due, Review, Said, Voice, due_reviews, to_ask
from tests.client import InspectingClient
from tests.factories import DAY, Factory

ON = date(2026, 6, 1)
CHILD, MOTHER, FATHER = (uuid.UUID(int=number) for number in (1, 2, 3))


def said(signer=CHILD, given=ON, stage=Stage.BEFORE, uses=(Use.RECORD,), **more):
    fields = {"audience": Audience.PRIVATE, "naming": Naming.ANONYMOUS}
    return Agreed(signer, stage, frozenset(uses), given_on=given, **fields | more)


def voice(*agreements, born=2014, others=(MOTHER, FATHER)):
    return Voice(CHILD, born, None, frozenset(others), tuple(agreements))


def test_representatives_are_asked_before_the_child():
    asked = to_ask(voice(), [Stage.BEFORE], ON)
    assert [item.signer_id for item in asked] == [MOTHER, FATHER, CHILD]
    assert asked[-1].wording is Wording.CHILD
    grown = to_ask(voice(born=1950), Stage, ON)
    assert [(item.wording, item.stage) for item in grown] == [
        (Wording.ADULT, Stage.BEFORE),
        (Wording.ADULT, Stage.AFTER),
    ]


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ([], Said.NOTHING),
        ([said()], Said.YES),
        ([said(uses=())], Said.NO),
        ([said(), said(uses=())], Said.NO),
        ([said(uses=()), said()], Said.YES),
        ([said(withdrawn_on=ON)], Said.TAKEN_BACK),
        ([said(ends_on=ON)], Said.OVER),
        ([said(given=date(2021, 6, 1))], Said.OVER),
        ([said(given=date(2021, 6, 2))], Said.YES),
        ([said(stage=Stage.AFTER)], Said.NOTHING),
    ],
)
def test_the_last_word_counts(words, last):
    asked = to_ask(voice(*words), [Stage.BEFORE], ON)
    assert next(item.said for item in asked if item.signer_id == CHILD) is last


@pytest.mark.parametrize(
    ("one", "due"),
    [
        (voice(said(given=date(2021, 7, 15))), [Review(Due.FIVE_YEARS, date(2026, 7, 15))]),
        (voice(said(given=date(2021, 9, 15))), []),
        (voice(said(given=date(2020, 2, 29))), [Review(Due.FIVE_YEARS, date(2025, 2, 28))]),
        (voice(said(given=date(2021, 1, 1)), said(given=date(2025, 1, 1))), []),
        (voice(said(given=date(2021, 1, 1), uses=())), []),
        (voice(said(given=date(2021, 1, 1), withdrawn_on=date(2022, 1, 1))), []),
        (voice(said(given=date(2021, 1, 1), ends_on=date(2022, 1, 1))), []),
        (voice(said(given=date(2010, 1, 1)), born=1950), []),
        (voice(said(given=date(2024, 1, 1)), born=2006), [Review(Due.EIGHTEEN, date(2025, 1, 1))]),
        (voice(said(given=date(2024, 1, 1)), said(given=date(2025, 2, 1)), born=2006), []),
        (voice(said(given=date(2024, 1, 1)), said(given=ON, uses=()), born=2006), []),
    ],
)
def test_what_has_to_be_asked_again(one, due):
    """DOMAIN C10: five years after, and at eighteen, until they answered themselves."""
    assert due_reviews(one, ON) == due


@pytest.fixture
def desk(client: InspectingClient, make: Factory):
    client.sign_in(make.facilitator()).speak("en")
    return client


def waits(desk):
    return desk.page("/").text


def test_the_page_shows_who_comes_next(desk, make):
    child = make.child(name="Әсел")
    make.agreement(child, Stage.BEFORE, signer=child.guardian)
    session = make.session(narrators=[child])
    page = desk.page(f"/people/{child.id}/asking?session={session.id}")
    tags = [item.text for item in page.select(".row-tag")]
    assert tags == ["Agreed", "Not asked yet", "Not asked yet", "Not asked yet"]
    steps = desk.page(f"/people/{child.id}/agreements/new").select(".steps li")
    assert [item.get("aria-current") for item in steps] == [None, "step"]
    desk.get(f"/people/{child.id}/asking?session={uuid.uuid4()}", expect=404)
    desk.get(f"/people/{child.id}/asking?session=x", expect=404)


def test_an_agreement_without_its_page_waits_until_it_comes(desk, make):
    elder = make.person(name="Мәриям")
    row = make.agreement(elder, Stage.BEFORE)
    make.agreement(elder, Stage.BEFORE, evidence=Evidence.WITNESSED)
    make.agreement(elder, Stage.BEFORE, uses=[])
    make.agreement(elder, Stage.BEFORE, withdrawn_at=datetime.now(UTC), outcome="restrict")
    assert "Мәриям has agreed, but the signed page" in waits(desk)
    assert "Мәриям" in desk.page("/evidence").find("main").text
    make.evidence(row, b"x")
    assert "signed page" not in waits(desk)
    assert "Nothing is missing" in desk.page("/evidence").text


def test_many_missing_pages_are_one_line(desk, make):
    for _ in range(4):
        make.agreement(make.person(), Stage.BEFORE)
    assert "4 agreements have no signed page" in waits(desk)


def test_five_years_and_eighteen_are_asked_again(desk, make):
    shown = {"evidence": Evidence.WITNESSED}
    child = make.child(name="Әсел", birth_year=today().year - 14)
    make.agreement(child, Stage.BEFORE, given_at=datetime.now(UTC) - 1800 * DAY, **shown)
    grown = make.child(name="Бота", birth_year=today().year - 19)
    make.agreement(grown, Stage.BEFORE, given_at=datetime.now(UTC) - 800 * DAY, **shown)
    fresh = make.child(name="Дана")
    make.agreement(fresh, Stage.BEFORE, **shown)
    told = waits(desk)
    assert "Әсел: five years have passed" in told
    assert "Бота comes of age" in told
    assert "Дана" not in told
    with held_at(datetime.now(UTC) - timedelta(hours=1)):
        make.agreement(grown, Stage.BEFORE, given_at=datetime.now(UTC), **shown)
    assert "Бота" not in waits(desk)


def test_each_database_finds_what_waits(any_app):
    make = Factory(any_app)
    child = make.child(birth_year=today().year - 14)
    row = make.agreement(child, Stage.BEFORE, given_at=datetime.now(UTC) - 1800 * DAY)
    paper = make.paper(child)
    refused = {"paper_id": paper.id, "uses": [], "signer": child.guardian}
    make.agreement(child, Stage.BEFORE, **refused)
    with any_app.app_context(), unit_of_work(write=False):
        due = queries.people_due(OPERATOR, today())
        assert [(one.id, review.due) for one, review in due] == [(child.id, Due.FIVE_YEARS)]
        assert [one.id for one in queries.without_evidence(OPERATOR)] == [row.id]
        assert queries.paper_by_code(OPERATOR, paper.code).id == paper.id
        assert len(queries.agreements_on(paper.id)) == 1
    make.evidence(row, b"x")
    with any_app.app_context(), unit_of_work(write=False):
        assert queries.without_evidence(OPERATOR) == []
