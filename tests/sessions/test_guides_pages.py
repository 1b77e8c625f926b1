"""The guides on pages: looking through them, choosing from them, an organisation's own."""

import uuid

import pytest

from stories.foundation.access import Role
from stories.people.models import Generation
from stories.sessions.guides.catalogue import house_questions
from stories.sessions.guides.models import Prompt
from stories.sessions.models import SessionState
from tests.sessions.helpers import World, kept, soon

OWN = {
    "text_kk": "Ауылдағы бұлақты суреттеп беріңізші.",
    "text_ru": "Опишите родник вашего аула.",
    "text_en": "",
    "theme": "steppe",
    "asked_of": "elder",
    "ages": ["6-9", "10-13"],
}


@pytest.fixture
def world(make):
    return World(make)


@pytest.fixture
def desk(client, world):
    return client.sign_in(world.leader).speak("en")


def texts(page) -> list[str]:
    return [tag.get_text(strip=True) for tag in page.select(".question [lang=en]")]


def prompts_of(app, session_id) -> set[str]:
    from stories.foundation.db import db, unit_of_work
    from stories.sessions.models import StorytellingSession

    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(StorytellingSession, session_id)
        return {prompt.key for prompt in row.prompts}


def test_all_questions_are_there_and_can_be_narrowed(desk):
    everything = texts(desk.page("/guides"))
    assert len(everything) == len(house_questions())
    steppe = texts(desk.page("/guides?theme=steppe"))
    assert 0 < len(steppe) < len(everything)
    small = texts(desk.page("/guides?theme=names&age=6-9"))
    assert set(small) < set(texts(desk.page("/guides?theme=names")))
    careful = desk.page("/guides?care=care")
    assert len(texts(careful)) == len(careful.select(".question .tag.wait")) > 0
    assert len(texts(desk.page("/guides?care=light"))) + len(texts(careful)) == len(everything)
    young = texts(desk.page("/guides?whom=young&care=light&theme=songs&age=10-13"))
    assert "Which saying do you like?" in young


@pytest.mark.parametrize(
    "query", ["theme=war", "age=99", "care=%F0%9F%98%80", "whom=", "session=x"]
)
def test_a_filter_there_is_not_changes_nothing(desk, query):
    assert len(texts(desk.page(f"/guides?{query}"))) == len(house_questions())


def test_questions_are_chosen_for_a_session_and_those_it_has_stay(app, desk, world):
    session = world.session()
    page = desk.page(f"/guides?session={session.id}")
    assert page.select_one("#session option[selected]")["value"] == str(session.id)
    told = {"session": str(session.id), "prompts": ["food-tea", "food-tea"]}
    assert desk.send("/guides/choose", told).location == f"/sessions/{session.id}"
    desk.send("/guides/choose", {"session": str(session.id), "prompts": ["bread-smell"]})
    assert prompts_of(app, session.id) == {"food-tea", "bread-smell"}


def test_nothing_ticked_or_no_session_is_told(app, desk, world, make):
    session = world.session()
    held = world.session(starts_at=soon(-50), state=SessionState.HELD)
    for told in (
        {"session": str(session.id)},
        {"session": str(session.id), "prompts": ["tell-me-why"]},
        {"session": "x", "prompts": ["food-tea"]},
    ):
        answer = desk.send("/guides/choose", told, expect=422)
        assert "Tick at least one question" in answer.get_data(as_text=True)
    assert prompts_of(app, session.id) == set()
    desk.send("/guides/choose", {"session": str(held.id), "prompts": ["food-tea"]})
    assert prompts_of(app, held.id) == set()


def test_a_session_of_another_organisation_is_not_there(client, world, make):
    session = world.session()
    other = make.facilitator(name="Басқа", organisation=make.other_organisation())
    client.sign_in(other)
    told = {"session": str(session.id), "prompts": ["food-tea"]}
    client.send("/guides/choose", told, expect=404)


# Our own


def own_of(app) -> list[Prompt]:
    from stories.foundation.db import db, unit_of_work

    with app.app_context(), unit_of_work(write=False):
        rows = db.session.query(Prompt).filter(Prompt.organisation_id.is_not(None)).all()
        db.session.expunge_all()
        return rows


def test_an_organisation_writes_changes_and_retires_its_own(app, desk, world):
    desk.send("/guides/questions/new", OWN)
    (row,) = own_of(app)
    assert row.text_ru == OWN["text_ru"]
    page = desk.page("/guides?theme=steppe")
    assert OWN["text_kk"] in page.get_text()
    session = world.session()
    desk.send("/guides/choose", {"session": str(session.id), "prompts": [row.key]})
    changed = OWN | {"text_ru": "Опишите родник возле вашего аула."}
    desk.send(f"/guides/questions/{row.id}", changed)
    assert own_of(app)[0].text_ru == changed["text_ru"]
    desk.send(f"/guides/questions/{row.id}/retire")
    assert OWN["text_kk"] not in desk.page("/guides").get_text()
    assert prompts_of(app, session.id) == {row.key}
    # The session keeps it when its plan is saved again.
    assert row.key in {
        box["value"] for box in desk.page(f"/sessions/{session.id}/edit").select("[name=prompts]")
    }
    desk.send(f"/sessions/{session.id}/edit", world.form(prompts=[row.key]))
    assert prompts_of(app, session.id) == {row.key}
    desk.send("/sessions/new", world.form(prompts=[row.key], room="5"), expect=422)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text_ru": ""}, "Write the question in Kazakh and in Russian."),
        ({"text_kk": "   "}, "Write the question in Kazakh and in Russian."),
        ({"text_kk": "Ауылдан неге кеттіңіз?"}, "«неге» asks for reasons"),
        ({"text_ru": "Почему вы уехали?"}, "«почему» asks for reasons"),
        ({"text_ru": "Что было на войне?"}, "«войне» leads to the conflict"),
        ({"text_en": "Why did you leave?"}, "«why» asks for reasons"),
        ({"text_ru": "Кто умер в тот год?"}, "«умер» touches a loss"),
        ({"theme": "war"}, "Choose a theme from the list."),
        ({"ages": []}, "Tick at least one age."),
        ({"asked_of": "somebody"}, "Say whom the question is for."),
        ({"text_kk": "ә" * 301}, "This is too long."),
    ],
)
def test_a_question_that_is_not_asked_is_refused_with_a_sentence(app, desk, change, sentence):
    answer = desk.send("/guides/questions/new", OWN | change, expect=422)
    assert sentence in answer.get_data(as_text=True)
    assert own_of(app) == []


def test_a_loss_may_be_asked_about_with_care(app, desk):
    asked = OWN | {"text_ru": "Как вспоминают тех, кто умер?", "sensitive": "y"}
    desk.send("/guides/questions/new", asked)
    assert own_of(app)[0].sensitive


def test_another_organisation_neither_sees_nor_changes_it(app, desk, world, make, client):
    desk.send("/guides/questions/new", OWN)
    (row,) = own_of(app)
    other = make.facilitator(name="Басқа", organisation=make.other_organisation())
    client.sign_in(other)
    assert OWN["text_kk"] not in client.page("/guides").get_text()
    client.get(f"/guides/questions/{row.id}", expect=404)
    client.send(f"/guides/questions/{row.id}", OWN, expect=404)
    client.send(f"/guides/questions/{row.id}/retire", expect=404)


def test_who_plans_nothing_looks_and_changes_nothing(client, make, world, app, desk):
    desk.send("/guides/questions/new", OWN)
    (row,) = own_of(app)
    client.sign_in(make.user(Role.CURATOR))
    page = client.page("/guides")
    assert OWN["text_kk"] in page.get_text()
    assert not page.select("[name=prompts], form[method=post][action*=guides], a[href*=questions]")
    client.get("/guides/questions/new", expect=403)
    client.get(f"/guides/questions/{row.id}", expect=403)


def test_the_houses_own_questions_are_nobodys_to_change(app, desk, world):
    desk.send("/guides/choose", {"session": str(world.session().id), "prompts": ["food-tea"]})
    from stories.foundation.db import db, unit_of_work

    with app.app_context(), unit_of_work(write=False):
        row = db.session.query(Prompt).filter_by(key="food-tea").one()
        found = row.id
    desk.get(f"/guides/questions/{found}", expect=404)
    desk.get(f"/guides/questions/{uuid.uuid4()}", expect=404)


# The plan form


def drawer_of(page, name):
    return next(d for d in page.select(".drawers details") if name in d.summary.get_text())


def test_the_plan_form_puts_first_what_suits_the_youngest(app, desk, world, make):
    small = make.person(Generation.YOUTH, name="Кішкентай", birth_year=soon().year - 9)
    asked = world.form(youth=[str(small.id)], theme="", prompts=["work-home"])
    answer = desk.send("/sessions/new?offer=1", asked, expect=422)
    from tests.client import soup

    page = soup(answer)
    assert not page.select(".error, [role=alert]")
    work = drawer_of(page, "Work")
    assert work.has_attr("open")
    boxes = [box["value"] for box in work.select("[name=prompts]")]
    assert boxes.index("work-home") < boxes.index("craft-work")
    assert work.select_one("[value=work-home]").has_attr("checked")
    assert "Rather for other ages:" in work.get_text()
    assert page.select_one(f"[name=youth][value='{small.id}']").has_attr("checked")
    assert page.select_one("[name=day]")["value"] == asked["day"]


def test_what_asks_for_care_waits_behind_a_tick(desk, world):
    page = desk.page("/sessions/new")
    careful = {box["value"] for box in page.select(".careful [name=prompts]")}
    assert careful == {key for key, one in house_questions().items() if one.sensitive}
    assert not page.select_one("#careful").has_attr("checked")
    session = world.session()
    desk.send("/guides/choose", {"session": str(session.id), "prompts": ["names-mine"]})
    page = desk.page(f"/sessions/{session.id}/edit")
    assert not page.select(".careful [value=names-mine]"), "what is chosen stays in sight"


def test_a_question_chosen_again_has_the_houses_words_of_today(app, desk, world, make):
    make.keep(
        Prompt(key="food-tea", theme="bread", ages=[], text_kk="Ескі", text_ru="Старый", text_en="")
    )
    session = world.session()
    desk.send("/guides/choose", {"session": str(session.id), "prompts": ["food-tea"]})
    assert "Старый" not in desk.page(f"/sessions/{session.id}").get_text()
    assert kept(app, session.id).theme
