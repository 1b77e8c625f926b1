"""Pages that say why: who, which agreement, what helps, and a way for those who may take it."""

from datetime import UTC, datetime

import pytest

from stories.foundation import clock
from stories.foundation.access import Role
from stories.foundation.db import db
from stories.people.models import Agreement, Person, Stage
from tests.client import soup
from tests.moderation.helpers import inside


@pytest.fixture
def told(make):
    """A story of an elder and a child, both of whom agreed to everything."""
    elder, child = make.person(name="Мәриям апа"), make.child(name="Айша")
    session = make.session(narrators=[elder], listeners=[child])
    make.agree(elder, session)
    make.agree(child, session)
    story = make.story(version=make.transcript(make.recording(session)), approved=True)
    story.elder, story.child, story.session = elder, child, session
    return story


def pages(story):
    return [f"/stories/{story.id}", f"/recordings/{story.recording_id}"]


def section(client, path):
    return soup(client.get(path)).select_one("#permitted")


def change(app, person, stage, signer=None, **fields):
    with inside(app):
        query = db.session.query(Agreement).filter_by(person_id=person.id, stage=stage)
        row = query.filter_by(signer_id=(signer or person).id).one()
        for name, value in fields.items():
            setattr(row, name, value)


def test_what_is_permitted_names_the_agreements_it_rests_on(app, make, client, told):
    client.sign_in(make.facilitator()).speak("en")
    for path in pages(told):
        text = section(client, path).get_text(" ", strip=True)
        assert "Permitted today:" in text
        assert "share, publish, export" in text
        assert text.count("Before the session") == text.count("After the session") == 3
        assert f"given by {told.child.guardian.name} as legal representative" in text


def test_a_withdrawal_is_told_with_its_person_its_agreement_and_its_way(app, make, client, told):
    change(app, told.child, Stage.AFTER, told.child.guardian, withdrawn_at=clock.now())
    client.sign_in(make.facilitator()).speak("en")
    for path in pages(told):
        part = section(client, path)
        line = part.select_one(".rows li")
        assert "Айша" in line.text
        assert "only a new agreement, freely given" in line.text
        assert "Withdrawn on" in line.text
        link = line.find("a")
        assert str(told.child.id) in link["href"]
        assert "stage=after" in link["href"]
        assert str(told.session.id) in link["href"]
        client.get(link["href"])


WAYS = {
    "nobody asked": ({"stage": Stage.BEFORE}, "stage=before"),
    "not asked afterwards": ({"stage": Stage.AFTER}, "stage=after"),
}


@pytest.mark.parametrize("case", WAYS)
def test_a_missing_answer_leads_to_asking_for_it(app, make, client, told, case):
    gone, way = WAYS[case]
    with inside(app):
        db.session.query(Agreement).filter_by(person_id=told.elder.id, **gone).delete()
    client.sign_in(make.facilitator()).speak("en")
    for path in pages(told):
        links = [item["href"] for item in section(client, path).select(".rows a")]
        assert any(str(told.elder.id) in href and way in href for href in links)
        for href in links:
            client.get(href)


def test_a_no_and_a_decision_are_respected_and_lead_nowhere(app, make, client, told):
    change(app, told.elder, Stage.AFTER, uses=[])
    with inside(app):
        db.session.get(Person, told.child.id).never_publish = True
    client.sign_in(make.facilitator()).speak("en")
    for path in pages(told):
        part = section(client, path)
        assert "Respect it" in part.text
        assert "This decision wins" in part.text
        assert part.select(".rows a") == []


def test_who_may_not_see_people_reads_why_without_names_and_ways(app, make, client, told):
    change(app, told.child, Stage.AFTER, told.child.guardian, withdrawn_at=clock.now())
    client.sign_in(make.user(Role.MODERATOR)).speak("en")
    for path in pages(told):
        part = section(client, path)
        assert "The legal representative’s answer" in part.text
        names = (told.child.name, told.elder.name, told.child.guardian.name)
        assert [name for name in names if name in part.text] == []
        assert part.select("a") == []


def test_closures_are_told_where_they_lie(app, make, client, told):
    with inside(app):
        db.session.get(Person, told.elder.id).closed_until = clock.today()
    client.sign_in(make.user(Role.CURATOR)).speak("en")
    for path in pages(told):
        links = [item["href"] for item in section(client, path).select(".rows a")]
        assert links == [f"/people/{told.elder.id}/close"]
    story = soup(client.get(pages(told)[0]))
    assert story.select_one(f"a[href$='/stories/{told.id}#permitted']")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_days_end_a_sentence_with_one_full_stop(app, make, client, told, language):
    change(app, told.elder, Stage.AFTER, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))
    client.sign_in(make.facilitator()).speak(language)
    for path in pages(told):
        assert ".." not in section(client, path).text


def test_the_persons_own_page_says_it_for_each_session(app, make, client, told):
    change(app, told.elder, Stage.AFTER, withdrawn_at=clock.now())
    client.sign_in(make.facilitator()).speak("en")
    page = soup(client.get(f"/people/{told.elder.id}"))
    lines = [item.text for item in page.select(".card .rows li")]
    assert any("only a new agreement, freely given" in line for line in lines)
    assert all("Мәриям апа" not in line for line in lines)
