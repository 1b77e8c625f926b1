"""Letters go to a real server: once, later when it asks for that, never when it says no."""

from datetime import timedelta

import pytest

from stories.foundation import rounds
from stories.foundation.db import db, unit_of_work
from stories.foundation.mail import outbox, rooms, sending
from stories.foundation.mail.letter import Letter
from stories.foundation.mail.models import Dropped, OutboxLetter
from stories.foundation.models import AuditEvent
from tests.foundation.crowd import at_once

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_letter_is_sent_once_and_its_words_are_erased(post, office):
    assert post.put()
    assert not post.put(), "its key stands already"
    post.go()
    post.go()
    (taken,) = office.taken
    assert (taken["To"], taken["Subject"]) == (post.reader.email, "Кездесу ертең")
    assert taken["From"] == "Буын <post@example.org>"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert "сағат 15:00-де" in taken.get_content()
    row = post.row()
    assert row.sent_at is not None
    assert (row.subject, row.text, row.calendar, row.language) == ("", "", "", "kk")


def test_the_log_tells_it_without_a_word(post):
    post.put()
    post.go()
    with post.app.app_context(), unit_of_work(write=False):
        lines = db.session.query(AuditEvent).filter(AuditEvent.action.like("mail.%")).all()
        assert [(line.action, line.detail) for line in lines] == [("mail.sent", {})]


def test_nothing_goes_before_its_time(post, office):
    post.put(not_before=outbox.now() + HOUR)
    post.go()
    assert office.taken == []
    post.go(after=2 * HOUR)
    assert len(office.taken) == 1


@pytest.mark.parametrize("stage", ["at_rcpt", "at_data"])
def test_a_server_that_asks_to_come_later_is_asked_again_ever_more_slowly(post, office, stage):
    setattr(office, stage, lambda _to: "451 later")
    post.put()
    post.go()
    row = post.row()
    assert (row.attempts, row.problem, row.handed_at, row.over) == (1, "451", None, False)
    post.go()
    assert post.row().attempts == 1, "not at once"
    post.go(after=timedelta(minutes=6))
    assert post.row().attempts == 2
    setattr(office, stage, lambda _to: None)
    post.go(after=timedelta(minutes=30))
    assert len(office.taken) == 1
    assert post.row().sent_at is not None


def test_it_is_given_up_at_last(post, office):
    office.at_rcpt = lambda _to: "450 busy"
    post.put()
    for number in range(len(outbox.BACK_OFF) + 2):
        post.go(after=number * DAY)
    row = post.row()
    assert (row.dropped_because, row.problem) == (Dropped.GIVEN_UP, "450")
    assert (row.text, office.taken) == ("", [])


@pytest.mark.parametrize("stage", ["at_rcpt", "at_data"])
def test_a_no_for_good_is_taken_as_one_and_holds_up_nobody(post, office, stage):
    other = post.make.facilitator()
    setattr(office, stage, lambda to: "550 unknown" if to == post.reader.email else None)
    post.put("one")
    post.put("two", user_id=other.id)
    post.go()
    post.go(after=DAY)
    assert [one["To"] for one in office.taken] == [other.email]
    row = post.row("one")
    assert (row.dropped_because, row.problem, row.attempts) == (Dropped.REFUSED, "550", 1)
    with post.app.app_context(), unit_of_work(write=False):
        lost = outbox.lost_letters([post.make.organisation.id], outbox.now() - DAY)
        assert [letter.key for letter in lost] == ["one"]


def test_a_line_that_breaks_while_a_letter_goes_over_is_never_tried_again(post, office):
    def vanish(_to: str) -> str:
        raise ConnectionResetError

    office.at_data = vanish
    post.put()
    post.go()
    office.at_data = lambda _to: None
    post.go(after=DAY)
    assert len(office.taken) == 1
    assert post.row().dropped_because is Dropped.UNANSWERED


def test_a_server_that_is_away_is_no_letters_fault(app, post, office):
    closed = post.app.extensions["mail"]
    gone = type(closed)(closed.way, closed.host, 1, closed.sender)
    post.put()
    post.app.extensions["mail"] = gone
    post.go()
    assert post.row().attempts == 0
    post.app.extensions["mail"] = closed
    post.go()
    assert len(office.taken) == 1


def test_without_a_server_nothing_is_sent(post, office):
    post.put()
    post.app.extensions["mail"] = None
    post.go()
    assert (post.row().attempts, office.taken) == (0, [])


def test_somebody_who_left_gets_nothing(post, office):
    gone = post.make.facilitator(active=False)
    post.put(user_id=gone.id)
    post.go()
    assert (post.row().dropped_because, office.taken) == (Dropped.NO_ADDRESS, [])


@pytest.fixture
def writer(monkeypatch):
    """Rooms' own writers for the length of a test."""
    monkeypatch.setattr(rooms, "_writers", dict(rooms._writers))
    return lambda write: rooms.written_by("tests.greeting", write)


def test_a_calendar_goes_along_as_one(post, office, writer):
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    stop = "https://stories.example.org/stop"
    writer(lambda _slip: Letter("Тақырып", "Мәтін", calendar, stop))
    post.put()
    post.go()
    (taken,) = office.taken
    (part,) = taken.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["method"] == "PUBLISH"
    assert part.get_content().replace("\r\n", "\n") == calendar.replace("\r\n", "\n")
    assert taken["List-Unsubscribe"] == f"<{stop}>"


def test_a_room_writes_what_is_true_when_it_is_sent(post, office, writer):
    said = iter(["Ескі", "Ескі", "Жаңа", "Жаңа"])
    writer(lambda slip: Letter(next(said), f"{slip.kind}"))
    office.at_rcpt = lambda _to: "451 later"
    post.put()
    post.go()
    office.at_rcpt = lambda _to: None
    next(said)
    post.go(after=HOUR)
    assert [one["Subject"] for one in office.taken] == ["Жаңа"]


def test_what_changes_while_the_server_is_asked_is_not_sent_as_it_was(post, office, writer):
    said = iter(["Ескі", "Жаңа"])
    writer(lambda _slip: Letter(next(said), "."))
    post.put()
    post.go()
    assert office.taken == []
    writer(lambda _slip: Letter("Жаңа", "."))
    post.go(after=HOUR)
    assert [one["Subject"] for one in office.taken] == ["Жаңа"]


def test_what_no_longer_holds_is_dropped(post, office, writer):
    answers = iter([Letter("Ескі", "."), Dropped.OVERTAKEN])
    writer(lambda _slip: next(answers))
    post.put()
    post.go()
    assert (post.row().dropped_because, office.taken) == (Dropped.OVERTAKEN, [])


def test_a_writer_that_breaks_holds_up_nobody(post, office, writer):
    writer(lambda _slip: 1 / 0)
    post.put("broken")
    with post.app.app_context(), unit_of_work():
        owner, reader = post.make.organisation.id, post.reader.id
        outbox.put_down("sound", "tests.other", owner, user_id=reader, letter=Letter("Т", "М"))
    post.go()
    assert len(office.taken) == 1
    assert (post.row("broken").problem, post.row("broken").over) == ("internal", False)


def test_many_rounds_at_once_send_each_letter_once(post, office):
    for number in range(6):
        post.put(f"letter {number}")
    at_once(3, lambda _number: post.go())
    post.go(after=HOUR)
    keys = [one["Message-ID"] for one in office.taken]
    assert len(keys) == len(set(keys)) == 6


def test_two_who_put_down_the_same_put_it_down_once(post):
    assert sorted(at_once(2, lambda _number: post.put())) == [False, True]


def test_the_round_of_the_worker_goes_by(post, office):
    post.put()
    with post.app.app_context():
        rounds.go()
    assert sending.send_waiting in rounds._long
    assert len(office.taken) == 1


def test_that_it_was_sent_is_forgotten_in_time(post):
    post.put()
    post.go()
    post.go(after=outbox.KEPT + DAY)
    with post.app.app_context(), unit_of_work(write=False):
        assert db.session.query(OutboxLetter).count() == 0
