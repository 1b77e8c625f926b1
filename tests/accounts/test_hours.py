"""My account: when I can lead sessions."""

from stories.accounts.models import User
from stories.foundation.db import db, unit_of_work
from stories.foundation.hours import Hours

WEEK = {
    "free_hours-known": "these",
    "free_hours-0-from": "09:00",
    "free_hours-0-to": "12:30",
}


def test_my_hours_are_kept_and_shown(client, app, make):
    user = make.facilitator()
    client.sign_in(user).speak("en")
    assert "Not known" in client.page("/account").text
    client.send("/account/hours", WEEK)
    assert "Mon 09:00–12:30" in client.page("/account").text
    client.send("/account/hours", WEEK | {"free_hours-0-to": "08:00"}, expect=422)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get(User, user.id).free == Hours.of([(0, 540, 750)])
