"""Role × page × state, and what each page shows."""

import uuid

import pytest

from stories.foundation.access import Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.media.models import RecordingState
from stories.sessions.models import SessionState

F, M, C, S, A = (
    Role.FACILITATOR,
    Role.MODERATOR,
    Role.CURATOR,
    Role.SAFEGUARDING,
    Role.ADMIN,
)
EVERYBODY = {F, M, C, S, A}
SOUND = b"sound" * 100

# (method, path, roles that may, their status): all others are refused with 403
MATRIX = [
    ("get", "/recordings", EVERYBODY, 200),
    ("get", "/recordings/{recording}", EVERYBODY, 200),
    ("get", "/recordings/{recording}/playback/opus", {F, S}, 200),
    ("get", "/recordings/{recording}/playback/aac", {F, S}, 200),
    ("get", "/recordings/{recording}/original", {F, S}, 200),
    ("get", "/sessions/{session}/recordings/new", {F}, 200),
    ("post", "/sessions/{session}/recordings/new", {F}, 422),
    ("post", "/recordings/{recording}/prepare", {F}, 303),
    ("post", "/recordings/{recording}/check", {C, A}, 303),
]


@pytest.fixture
def recording(app, make, session):
    row = make.recording(
        session, playback_opus="playback/a/sound.webm", playback_aac="playback/a/sound.m4a"
    )
    with app.app_context():
        for key in (row.master_key, row.playback_opus, row.playback_aac):
            blobs().put_bytes(key, SOUND)
    return row


@pytest.mark.parametrize(("method", "path", "roles", "status"), MATRIX)
def test_who_may_do_what(client, staff, session, recording, method, path, roles, status):
    where = path.format(recording=recording.id, session=session.id)
    for role, user in staff.items():
        client.sign_in(user)
        expected = status if role in roles else 403
        if method == "get":
            client.get(where, expect=expected)
        else:
            client.send(where, {}, expect=expected)


@pytest.mark.parametrize(("method", "path", "roles", "status"), MATRIX[1:])
def test_another_organisation_is_not_there(
    client, make, session, recording, method, path, roles, status
):
    del status
    place = make.other_organisation()
    client.sign_in(make.user(next(iter(sorted(roles))), organisation=place))
    where = path.format(recording=recording.id, session=session.id)
    if method == "get":
        client.get(where, expect=404)
    else:
        client.send(where, {}, expect=404)


@pytest.mark.parametrize(("method", "path", "roles", "status"), MATRIX)
def test_nobody_comes_in_unsigned(client, session, recording, method, path, roles, status):
    del roles, status
    where = path.format(recording=recording.id, session=session.id)
    if method == "get":
        client.get(where, expect=303)
    else:
        client.send(where, {}, expect=303)


def test_a_closed_recording_is_heard_by_the_safeguarding_lead_alone(
    app, client, staff, make, recording
):
    from tests.transcripts.test_job import withdraw

    other = make.facilitator()
    withdraw(app)
    path = f"/recordings/{recording.id}/playback/opus"
    client.sign_in(other).get(path, expect=403)
    client.get(f"/recordings/{recording.id}/original", expect=403)
    assert (
        "This recording is closed"
        in client.speak("en").page(f"/recordings/{recording.id}").get_text()
    )
    client.sign_in(staff[S]).get(path)


def test_playback_is_private_and_written_down_once(app, client, facilitator, recording):
    client.sign_in(facilitator)
    path = f"/recordings/{recording.id}/playback/opus"
    whole = client.get(path)
    assert whole.headers["Cache-Control"] == "private, no-store"
    assert whole.get_data() == SOUND
    client.get(path, headers={"Range": "bytes=100-"}, expect=206)
    client.head(path)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(AuditEvent).filter_by(action="media.listened").count() == 1


def test_the_original_leaves_under_a_generated_name(app, client, facilitator, recording):
    answer = client.sign_in(facilitator).get(f"/recordings/{recording.id}/original")
    named = answer.headers["Content-Disposition"]
    assert named.startswith('attachment; filename="recording-')
    assert "жазба" not in named
    assert answer.mimetype == "application/octet-stream"
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(AuditEvent).filter_by(action="media.downloaded").count() == 1


def test_the_page_says_what_is_known(client, facilitator, recording):
    page = client.sign_in(facilitator).speak("en").page(f"/recordings/{recording.id}")
    text = page.get_text()
    assert recording.sha256 in text
    assert "жазба.opus" in text
    assert "0:30" in text
    assert page.find("svg", class_="wave")
    assert len(page.find("audio").find_all("source")) == 2


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("state", list(RecordingState))
def test_every_state_has_a_page_in_every_language(
    client, facilitator, make, session, language, state
):
    row = make.recording(session, state=state, problem="truncated", peaks=[])
    client.sign_in(facilitator).speak(language)
    client.page(f"/recordings/{row.id}")
    client.page("/recordings")
    client.page(f"/sessions/{session.id}")


def test_progress_is_asked_for_until_the_work_is_done(app, client, facilitator, make, session):
    from stories.foundation import work
    from stories.foundation.models import WorkState

    row = make.recording(session, state=RecordingState.ARRIVED, peaks=[])
    with app.app_context(), unit_of_work():
        asked = work.ask_for("media.prepare", row.id)
        asked.state, asked.progress = WorkState.RUNNING, 0.4
    client.sign_in(facilitator).speak("en")
    page = client.page(f"/recordings/{row.id}")
    assert page.find(id="preparing")["hx-trigger"] == "every 2s"
    assert page.find("progress")["value"] == "40"


def test_lists_are_paged_and_absurd_pages_are_harmless(client, facilitator, make, session):
    for _ in range(27):
        make.recording(session)
    client.sign_in(facilitator).speak("en")
    assert len(client.page("/recordings").select(".rows > li")) == 25
    assert len(client.page("/recordings?page=2").select(".rows > li")) == 2
    for page in ("0", "-1", "x", "99999999999999999999", "1.5"):
        client.page(f"/recordings?page={page}")


def test_strange_addresses_are_not_found(client, facilitator, recording):
    client.sign_in(facilitator)
    client.get(f"/recordings/{uuid.uuid4()}", expect=404)
    client.get("/recordings/not-an-id", expect=404)
    client.get(f"/recordings/{recording.id}/playback/mp3", expect=404)


def test_what_was_set_aside_waits_until_a_better_one_came(app, facilitator, make, session):
    from stories.accounts.identity import as_actor
    from stories.accounts.queries import user_by_id
    from stories.foundation.attention import waiting_for

    def told():
        with app.test_request_context(), unit_of_work(write=False):
            actor = as_actor(user_by_id(facilitator.id))
            return [one.kind for one in waiting_for(actor) if one.endpoint == "media.index"]

    make.recording(session, state=RecordingState.SET_ASIDE, problem="empty")
    assert told() == ["stop"]
    make.recording(session)
    assert told() == []


@pytest.mark.parametrize(
    ("state", "may"), [(SessionState.HELD, True), (SessionState.PLANNED, False)]
)
def test_the_sessions_page_leads_to_adding_a_recording(client, facilitator, make, state, may):
    held = make.session(state=state, facilitator_id=facilitator.id)
    page = client.sign_in(facilitator).speak("en").page(f"/sessions/{held.id}")
    assert bool(page.find("a", href=f"/sessions/{held.id}/recordings/new")) is may


def test_whoever_sent_it_loses_it_with_the_agreement(app, client, make, facilitator, recording):
    from tests.transcripts.test_job import withdraw

    path = f"/recordings/{recording.id}/original"
    client.sign_in(facilitator).get(path)
    withdraw(app)
    client.get(path, expect=403)


def test_the_finer_outline_is_for_those_who_may_hear(app, client, session, facilitator, make):
    key = "playback/x/outline.bin"
    with app.app_context():
        blobs().put_bytes(key, bytes(range(100)))
    row = make.recording(session, fine_outline=key)
    client.sign_in(facilitator)
    answer = client.get(f"/recordings/{row.id}/outline")
    assert answer.get_data() == bytes(range(100))
    assert "no-store" in answer.headers["Cache-Control"]
    client.get(f"/recordings/{make.recording(session).id}/outline", expect=404)
    bare = make.session(narrators=[make.person()], facilitator_id=facilitator.id)
    client.get(f"/recordings/{make.recording(bare, fine_outline=key).id}/outline", expect=403)


@pytest.mark.parametrize(
    ("loudness", "peak", "word"),
    [
        (-34.2, -12.0, "quiet; the copy for playing is louder: -34.2 LUFS on average"),
        (-20.0, -3.04, "easy to hear: -20.0 LUFS on average, range 7.5 LU, highest peak -3.0 dBTP"),
        (-9.0, -1.0, "loud; the copy for playing is softer"),
        (-15.0, 0.4, "too loud in places, so that it may rattle"),
    ],
)
def test_how_loud_an_original_is_stands_in_words(
    client, session, facilitator, make, loudness, peak, word
):
    row = make.recording(session, loudness=loudness, loudness_range=7.5, true_peak=peak)
    page = client.sign_in(facilitator).speak("en").page(f"/recordings/{row.id}").get_text()
    assert "Loudness of the original" in page
    assert word in page


def test_nothing_is_said_of_loudness_that_was_not_measured(client, session, facilitator, make):
    row = make.recording(session)
    page = client.sign_in(facilitator).speak("en").page(f"/recordings/{row.id}").get_text()
    assert "LUFS" not in page
