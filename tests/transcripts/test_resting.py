"""Pause, go on, cancel, try again, and agreements that are taken back in between."""

import uuid
from datetime import timedelta

import pytest

from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.foundation.i18n import clock
from stories.foundation.models import Work, WorkState
from stories.transcripts import jobs
from stories.transcripts.engine import WindowDone
from stories.transcripts.models import Segment, TranscriptVersion
from tests.transcripts.test_job import KIND, WINDOWS, current, script, waiting, withdraw

__all__ = ["waiting"]


def rows(app, model):
    with app.app_context(), unit_of_work(write=False):
        return db.session.query(model).count()


def interrupted(act, after=1):
    """The scripted engine; ``act`` happens when the window after ``after`` others arrives."""
    events = script()

    def listen(request, **more):
        for event in events(request, **more):
            if isinstance(event, WindowDone) and event.index == after:
                act()
            yield event

    listen.asked = events.asked
    return listen


def send(client, recording, verb):
    client.send(f"/recordings/{recording.id}/transcript/{verb}")


def test_a_pause_keeps_what_is_written_and_going_on_begins_at_the_next_window(
    app, client, facilitator, desk, waiting, monkeypatch
):
    client.sign_in(facilitator).speak("en")
    monkeypatch.setattr(jobs, "listen", interrupted(lambda: send(client, waiting, "pause")))
    desk.perform(KIND, waiting.id)
    row = desk.work(KIND, waiting.id)
    assert (row.state, row.memory["windows"]) == (WorkState.PAUSED, 1)
    page = client.page(f"/recordings/{waiting.id}")
    assert "The writing down rests." in page.get_text()
    assert "Терезе 0" in page.get_text()
    assert not page.select_one("[data-writing]"), "nothing moves, so nothing is asked"
    desk.perform_all()
    assert desk.work(KIND, waiting.id).state is WorkState.PAUSED, "no round wakes it"
    send(client, waiting, "resume")
    living = script()
    monkeypatch.setattr(jobs, "listen", living)
    desk.perform(KIND, waiting.id)
    version, found = current(app, waiting)
    assert living.asked == [1]
    assert [row.text for row in found] == [f"Терезе {index}" for index in range(WINDOWS)]
    assert version.complete


def test_cancelling_leaves_the_text_as_it_was(
    app, client, facilitator, desk, make, waiting, monkeypatch
):
    working = make.transcript(waiting, checked=True)
    client.sign_in(facilitator).speak("en")
    monkeypatch.setattr(jobs, "listen", interrupted(lambda: send(client, waiting, "cancel"), 2))
    desk.perform(KIND, waiting.id)
    assert desk.work(KIND, waiting.id).state is WorkState.CANCELLED
    assert current(app, waiting)[0].id == working.id
    assert (rows(app, TranscriptVersion), rows(app, Segment)) == (1, 3)
    page = client.page(f"/recordings/{waiting.id}").get_text()
    assert "Text corrected" in page
    assert "Needs attention" not in page
    answer = client.send(f"/recordings/{waiting.id}/transcript/cancel")
    assert "nothing is being written down" in client.page(answer.location).get_text()


def test_cancelled_and_asked_for_again_it_begins_at_the_beginning(
    app, client, facilitator, desk, waiting, monkeypatch
):
    client.sign_in(facilitator)
    monkeypatch.setattr(jobs, "listen", interrupted(lambda: send(client, waiting, "cancel"), 2))
    desk.perform(KIND, waiting.id)
    client.send(f"/recordings/{waiting.id}/transcript")
    again = script()
    monkeypatch.setattr(jobs, "listen", again)
    desk.perform(KIND, waiting.id)
    assert again.asked == [0]
    assert len(current(app, waiting)[1]) == WINDOWS


def test_the_child_ends_within_two_seconds_of_a_cancelling(app, client, facilitator, waiting):
    """The beat asks the row each second, while the engine works on one window."""
    import time

    from stories.foundation import work
    from stories.transcripts.beating import Beat

    client.sign_in(facilitator)
    with app.app_context():
        with unit_of_work():
            row = work.find(KIND, waiting.id)
            row.state, row.holder, row.heartbeat_at = WorkState.RUNNING, uuid.uuid4(), now()
            task = work.Task(row.id, row.subject_id, "kk", {}, row.holder)
        beat, begun = Beat(task, lambda: None), time.monotonic()
        send(client, waiting, "cancel")

        def until_stopped():
            while time.monotonic() - begun < 10:
                time.sleep(0.1)
                beat()

        with pytest.raises(work.Stopped):
            until_stopped()
        assert time.monotonic() - begun < 2.5


def test_an_agreement_taken_back_during_a_pause_ends_it_before_a_byte_is_read(
    app, client, facilitator, desk, waiting, monkeypatch
):
    client.sign_in(facilitator).speak("en")
    monkeypatch.setattr(jobs, "listen", interrupted(lambda: send(client, waiting, "pause")))
    desk.perform(KIND, waiting.id)
    withdraw(app)
    answer = client.send(f"/recordings/{waiting.id}/transcript/resume")
    assert desk.work(KIND, waiting.id).state is WorkState.PAUSED
    assert "until everyone in it agrees" in client.page(answer.location).get_text()
    with app.app_context(), unit_of_work():  # even if somebody wakes it past the page
        row = db.session.query(Work).filter_by(kind=KIND).one()
        row.state = WorkState.WAITING
    monkeypatch.setattr(jobs, "listen", lambda *_a, **_k: pytest.fail("a byte would be read"))
    desk.perform(KIND, waiting.id)
    row = desk.work(KIND, waiting.id)
    assert (row.state, row.problem) == (WorkState.FAILED, "not_permitted")
    assert (rows(app, TranscriptVersion), rows(app, Segment)) == (0, 0)


@pytest.mark.parametrize("how", ["withdrawn", "closed"])
def test_taken_back_or_closed_while_it_is_written_stops_within_a_window_and_what_was_there_goes(
    app, desk, waiting, monkeypatch, how
):
    def shut():
        if how == "withdrawn":
            return withdraw(app)
        from stories.people.models import Person

        with app.app_context(), unit_of_work():
            for person in db.session.query(Person):
                person.closed_until = (now() + timedelta(days=400)).date()
                person.closed_because = "family"
        return None

    written = interrupted(shut, after=2)
    monkeypatch.setattr(jobs, "listen", written)
    desk.perform(KIND, waiting.id)
    row = desk.work(KIND, waiting.id)
    if how == "closed":
        # A closure keeps a recording inside the team (DOMAIN C9); writing it down stays there.
        assert row.state is WorkState.DONE
        assert current(app, waiting)[0].complete
        return
    assert (row.state, row.problem) == (WorkState.FAILED, "not_permitted")
    assert (rows(app, TranscriptVersion), rows(app, Segment)) == (0, 0)


def test_a_failure_says_when_it_is_tried_again_and_at_last_waits_for_a_person(
    app, client, facilitator, desk, waiting, monkeypatch
):
    client.sign_in(facilitator).speak("en")
    monkeypatch.setattr(jobs, "listen", script(fail="no_memory"))
    desk.perform(KIND, waiting.id)
    page = client.page(f"/recordings/{waiting.id}").get_text()
    assert "too little memory" in page
    again = desk.work(KIND, waiting.id).not_before
    assert f"The next attempt is at {clock(again)}." in page
    with held_at(again + timedelta(seconds=1)):  # nobody had time for it yet
        assert "It is tried again by itself." in client.page(f"/recordings/{waiting.id}").get_text()
    for _ in range(2):
        desk.perform(KIND, waiting.id)
    row = desk.work(KIND, waiting.id)
    assert (row.state, row.problem) == (WorkState.FAILED, "no_memory")
    page = client.page(f"/recordings/{waiting.id}").get_text()
    assert "Needs attention" in page
    assert "too little memory" in page
    today = client.page("/").get_text()
    assert "could not be written down" in today
    client.send(f"/recordings/{waiting.id}/transcript")
    again = script()
    monkeypatch.setattr(jobs, "listen", again)
    desk.perform(KIND, waiting.id)
    assert again.asked == [1], "the window that was kept is not written twice"
    assert len(current(app, waiting)[1]) == WINDOWS
    assert "could not be written down" not in client.page("/").get_text()


def test_only_who_may_edit_pauses_and_cancels(app, client, staff, waiting, desk):
    from stories.foundation.access import Role

    for role in (Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING):
        client.sign_in(staff[role])
        for verb in ("pause", "resume", "cancel"):
            client.send(f"/recordings/{waiting.id}/transcript/{verb}", expect=403)
    assert desk.work(KIND, waiting.id).state is WorkState.WAITING
