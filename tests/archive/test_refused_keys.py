"""Wrong codes and wrong PINs leave a line, without what was typed (DOMAIN X3)."""

from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from tests.accounts.keys import Clock, clock, knock
from tests.reading.conftest import Shelf, shelf

__all__ = ["clock", "shelf"]
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def lines(app) -> list[tuple[str, object]]:
    with app.app_context(), unit_of_work(write=False):
        events = list(db.session.scalars(db.select(AuditEvent).order_by(AuditEvent.number)))
        assert not [event for event in events if "654321" in str(event.detail)]
        return [(event.action, event.subject_id) for event in events]


def test_a_wrong_second_key(app, client, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    knock(client, user)
    client.send("/sign-in/code", {"code": "654321"}, expect=422)
    assert ("accounts.code_refused", user.id) in lines(app)


def test_a_wrong_pin_of_a_family(app, client, shelf: Shelf):
    client.send(shelf.door, {"pin": "654321x"}, expect=422)
    assert "reading.pin_refused" in [action for action, _link in lines(app)]
