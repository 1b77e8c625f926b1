"""Giving families a link."""

import pytest

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.reading.models import ReadingLink
from tests.client import InspectingClient
from tests.reading.conftest import Shelf

MAY = {Role.CURATOR, Role.FACILITATOR}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY])
def test_who_may_give_links(client: InspectingClient, shelf: Shelf, role: Role):
    client.sign_in(shelf.make.user(role))
    path = f"/collections/{shelf.collection.id}/links"
    client.get(path, expect=200 if role in MAY else 403)
    client.send(path, {"label": "Отбасы", "days": "30"}, expect=303 if role in MAY else 403)
    client.send(f"/links/{shelf.link_id}/revoke", expect=303 if role in MAY else 403)


def test_another_organisations_links_do_not_exist(client: InspectingClient, shelf: Shelf):
    stranger = shelf.make.user(Role.CURATOR, organisation=shelf.make.other_organisation())
    client.sign_in(stranger)
    client.get(f"/collections/{shelf.collection.id}/links", expect=404)
    client.send(f"/links/{shelf.link_id}/revoke", expect=404)


def test_link_and_pin_are_told_once_and_work(client: InspectingClient, shelf: Shelf):
    client.sign_in(shelf.make.user(Role.CURATOR))
    path = f"/collections/{shelf.collection.id}/links"
    client.send(path, {"label": "Отбасы", "days": "30"})
    page = client.page(path)
    url, pin = (tag.get_text(strip=True) for tag in page.select(".secret"))
    assert not client.page(path).select(".secret")
    door = url.partition("//")[2].partition("/")[2]
    client.send(f"/{door}", {"pin": pin})
    with shelf.app.app_context(), unit_of_work(write=False):
        kept = db.session.query(ReadingLink).order_by(ReadingLink.created_at.desc()).first()
        assert pin not in kept.pin_hash
        assert door.removeprefix("r/") not in kept.token_hash


@pytest.mark.parametrize(
    ("label", "days"), [("", "30"), ("Жусан отбасы", "30"), ("a" * 81, "30"), ("Отбасы", "0"),
                        ("Отбасы", "4000"), ("Отбасы", "тридцать"), ("Отбасы", ""),
                        ("Отбасы", "9" * 30)]
)  # fmt: skip
def test_absurd_links_are_refused_with_a_sentence(
    client: InspectingClient, shelf: Shelf, label: str, days: str
):
    client.sign_in(shelf.make.user(Role.CURATOR))
    path = f"/collections/{shelf.collection.id}/links"
    answer = client.send(path, {"label": label, "days": days}, expect=422)
    assert 'class="error"' in answer.get_data(as_text=True)


def test_a_revoked_link_closes(client: InspectingClient, shelf: Shelf):
    client.sign_in(shelf.make.user(Role.CURATOR))
    client.send(f"/links/{shelf.link_id}/revoke")
    client.get(shelf.door, expect=410)
