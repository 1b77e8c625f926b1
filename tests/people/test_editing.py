"""Two who edit one person: nothing is lost, whoever comes second."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import OPERATOR
from stories.foundation.db import db, unit_of_work
from stories.foundation.hours import NEVER, Hours
from stories.people import services
from stories.people.models import AccessNeed, Generation, Person, Readiness, Way, WayKind
from stories.people.problems import EditClash, PseudonymTaken
from stories.people.services import Details, Seen, details_of, prints_of
from stories.people.services.editing import GROUPS, merged
from tests.client import soup
from tests.factories import Factory

DETAILS = st.builds(
    Details,
    generation=st.sampled_from(Generation),
    name=st.sampled_from(["Әсел", "Әселя", "Асель"]),
    pseudonym=st.sampled_from([None, "Тырна", "Емен"]),
    birth_year=st.sampled_from([None, 1950, 1951]),
    birth_date=st.sampled_from([None, date(1950, 5, 1)]),
    languages=st.sampled_from([(), ("kk",), ("kk", "ru")]),
    needs_interpreter=st.booleans(),
    interpreter_language=st.sampled_from(["", "ug"]),
    ways=st.sampled_from([(), (Way(WayKind.TELEPHONE, "8 701", preferred=True),)]),
    access_needs=st.sampled_from([(), (AccessNeed.SIGHT,)]),
    interests=st.sampled_from([(), ("tales",)]),
    free_hours=st.sampled_from([None, NEVER, Hours.of([(2, 840, 1020)])]),
    readiness=st.sampled_from(Readiness),
)


def group_of(details: Details, group: str) -> tuple[object, ...]:
    return tuple(getattr(details, field) for field in GROUPS[group])


@given(DETAILS, DETAILS, DETAILS)
def test_each_change_is_kept_or_asked_about(base: Details, mine: Details, theirs: Details):
    both = merged(mine, theirs, Seen(1, prints_of(base)))
    for group in GROUPS:
        was, me, them = (group_of(item, group) for item in (base, mine, theirs))
        if group in both.clashes:
            assert len({was, me, them}) == 3
        else:
            # Whoever changed it is heard; whoever left it as it was gives way.
            assert group_of(both.details, group) == (them if me == was else me)
            assert me in {was, them} or them == was


@given(DETAILS, DETAILS)
def test_a_form_made_from_nothing_known_asks_about_every_difference(mine: Details, theirs: Details):
    both = merged(mine, theirs, Seen(None, {}))
    differing = {group for group in GROUPS if group_of(mine, group) != group_of(theirs, group)}
    assert set(both.clashes) == differing


def test_every_field_of_a_person_belongs_to_one_group():
    fields = [field for group in GROUPS.values() for field in group]
    assert sorted(fields) == sorted(Details.__dataclass_fields__)


def form_of(page) -> dict[str, object]:
    """The whole edit form as it stands on a page."""
    data: dict[str, object] = {}
    for item in page.select("main form.form [name]"):
        if item.get("type") in {"radio", "checkbox"}:
            if item.has_attr("checked"):
                known = data.setdefault(item["name"], [])
                known.append(item.get("value", "y"))
        elif item.name == "select":
            chosen = item.select_one("option[selected]")
            data[item["name"]] = chosen["value"] if chosen else ""
        else:
            data[item["name"]] = item.get("value", "")
    data.pop("once", None)
    return data


@pytest.fixture
def two(app: Flask, make: Factory):
    """Two facilitators with the same person's form open."""
    row = make.person(name="Әселя", region="Қарағанды", pseudonym="Тырна")
    pages = []
    for _ in range(2):
        client = app.test_client().sign_in(make.facilitator()).speak("en")
        pages.append((client, form_of(client.page(f"/people/{row.id}/edit"))))
    return row, pages


def stored(app: Flask, row) -> Person:
    with app.app_context(), unit_of_work(write=False):
        found = db.session.get(Person, row.id)
        db.session.expunge_all()
    return found


def test_what_does_not_collide_is_put_together(app, two):
    row, ((one, first), (other, second)) = two
    one.send(f"/people/{row.id}/edit", first | {"region": "Алматы", "telephone": "8 701 0000000"})
    other.send(f"/people/{row.id}/edit", second | {"name": "Әселя апа", "interests": ["tales"]})
    kept = stored(app, row)
    assert (kept.region, kept.contact) == ("Алматы", "8 701 0000000")
    assert (kept.name, kept.interests) == ("Әселя апа", ["tales"])
    assert kept.revision == 3


@pytest.mark.parametrize(("pick", "name"), [("mine", "Менікі"), ("theirs", "Солардікі")])
def test_where_it_collides_both_versions_are_shown_and_one_is_chosen(app, two, pick, name):
    row, ((one, first), (other, second)) = two
    path = f"/people/{row.id}/edit"
    one.send(path, first | {"name": "Солардікі", "region": "Алматы"})
    answer = other.send(path, second | {"name": "Менікі", "languages": ["ru"]}, expect=409)
    page = soup(answer)
    assert "Менікі" in page.text
    assert "Солардікі" in page.text
    assert stored(app, row).name == "Солардікі"
    carried = form_of(page)
    asked = other.send(path, carried, expect=409)
    assert "Please choose everywhere." in asked.text
    other.send(path, form_of(soup(asked)) | {"pick_name": pick})
    kept = stored(app, row)
    assert (kept.name, kept.region, kept.languages) == (name, "Алматы", ["ru"])


def test_a_third_who_saves_while_one_chooses_is_heard_too(app, make, two):
    row, ((one, first), (other, second)) = two
    path = f"/people/{row.id}/edit"
    one.send(path, first | {"name": "Бірінші"})
    clash = soup(other.send(path, second | {"name": "Екінші"}, expect=409))
    one.send(path, form_of(one.page(path)) | {"name": "Үшінші"})
    again = other.send(path, form_of(clash) | {"pick_name": "mine"}, expect=409)
    assert "Үшінші" in again.text
    assert stored(app, row).name == "Үшінші"


@pytest.mark.parametrize("revision", ["", "x", "9" * 30, "-1", "٣"])
@pytest.mark.parametrize("prints", ["", "[]", "{", "null", '{"name": 5}', "[" * 5000])
def test_a_forged_revision_overwrites_nothing(app, two, revision, prints):
    row, ((one, first), _other) = two
    forged = first | {"name": "Басқа", "revision": revision, "prints": prints}
    one.send(f"/people/{row.id}/edit", forged, expect=409)
    assert stored(app, row).name == "Әселя"


def test_saving_the_same_twice_is_no_clash(app, two):
    row, ((one, first), (other, second)) = two
    for client, form in ((one, first), (other, second)):
        client.send(f"/people/{row.id}/edit", form | {"region": "Алматы"})
    assert stored(app, row).region == "Алматы"


def race(app: Flask, *acts) -> list[object]:
    """Do several things in units of their own at the same moment; give back what became of each."""
    start, told = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act) -> None:
        with app.app_context(), app.test_request_context():
            start.wait()
            try:
                with unit_of_work():
                    act()
                told[place] = "done"
            except (EditClash, PseudonymTaken) as error:
                told[place] = type(error).__name__

    threads = [threading.Thread(target=run, args=(i, act)) for i, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.parametrize("field", ["name", "region"])
def test_in_a_race_one_wins_and_the_other_is_asked(any_app: Flask, field: str):
    row = Factory(any_app).person(name="Әселя", region="Қарағанды")
    with any_app.app_context(), unit_of_work(write=False):
        known = details_of(db.session.get(Person, row.id))
    seen = Seen(1, prints_of(known))

    def edit(value: str):
        def act() -> None:
            mine = replace(known, **{field: value})
            services.edit_person(OPERATOR, db.session.get(Person, row.id), mine, seen)

        return act

    told = race(any_app, *(edit(value) for value in ("Алматы", "Астана", "Ақтау")))
    assert sorted(told) == ["EditClash", "EditClash", "done"]
    assert stored(any_app, row).revision == 2


def test_in_a_race_changes_of_different_things_are_all_kept(any_app: Flask):
    row = Factory(any_app).person(name="Әселя", region="Қарағанды")
    with any_app.app_context(), unit_of_work(write=False):
        known = details_of(db.session.get(Person, row.id))
    seen = Seen(1, prints_of(known))
    changes = ({"name": "Әсел"}, {"region": "Алматы"}, {"reach_note": "Кешке емес"})

    def edit(change):
        def act() -> None:
            found = db.session.get(Person, row.id)
            services.edit_person(OPERATOR, found, replace(known, **change), seen)

        return act

    assert race(any_app, *map(edit, changes)) == ["done"] * 3
    kept = stored(any_app, row)
    assert (kept.name, kept.region, kept.reach_note) == ("Әсел", "Алматы", "Кешке емес")


def test_in_a_race_a_pseudonym_is_given_once(any_app: Flask):
    place = Factory(any_app).organisation.id

    def enter(pseudonym: str):
        details = Details(Generation.ELDER, "Мәриям", pseudonym=pseudonym, birth_year=1950)
        return lambda: services.add_person(OPERATOR, place, details)

    told = race(any_app, *map(enter, ("Қарағай", "карагай", "ҚАРАҒАЙ")))
    assert sorted(told) == ["PseudonymTaken", "PseudonymTaken", "done"]
