"""Role × page of the text."""

import pytest

from stories.foundation.access import Role
from stories.sessions.models import SessionState

F, M, C, S, A = (
    Role.FACILITATOR,
    Role.MODERATOR,
    Role.CURATOR,
    Role.SAFEGUARDING,
    Role.ADMIN,
)
READERS = {F, M, C, S}
MATRIX = [
    ("get", "/recordings/{recording}/transcript", {F}, 200),
    ("get", "/recordings/{recording}/transcript/read", READERS, 200),
    ("post", "/recordings/{recording}/transcript", {F}, 303),
    ("post", "/recordings/{recording}/transcript/checked", {F}, 303),
    ("post", "/recordings/{recording}/transcript/save", {F}, 303),
    ("post", "/segments/{segment}", {F}, 200),
    ("post", "/segments/{segment}/checked", {F}, 409),
    ("post", "/segments/{segment}/speaker", {F}, 200),
    ("get", "/recordings/{recording}/transcript/text", READERS, 200),
    ("get", "/recordings/{recording}/transcript/rows", {F}, 200),
    ("post", "/segments/{segment}/split", {F}, 409),
    ("post", "/segments/{segment}/merge", {F}, 409),
    ("post", "/segments/{segment}/translation", {F}, 303),
    ("post", "/segments/{segment}/translation/confirmed", {F}, 422),
]


@pytest.mark.parametrize(("method", "path", "roles", "status"), MATRIX)
def test_who_may_do_what(client, staff, recording, segments, method, path, roles, status):
    where = path.format(recording=recording.id, segment=segments()[0].id)
    for role, user in staff.items():
        client.sign_in(user)
        expected = status if role in roles else 403
        if method == "get":
            client.get(where, expect=expected)
        else:
            client.send(where, {}, expect=expected)


@pytest.mark.parametrize(("method", "path", "roles", "status"), MATRIX)
def test_another_organisation_is_not_there(
    client, make, recording, segments, method, path, roles, status
):
    del status, roles
    client.sign_in(make.facilitator(organisation=make.other_organisation()))
    where = path.format(recording=recording.id, segment=segments()[0].id)
    if method == "get":
        client.get(where, expect=404)
    else:
        client.send(where, {}, expect=404)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("checked", [True, False])
def test_the_text_is_shown_in_every_language(
    client, facilitator, make, recording, language, checked
):
    make.transcript(recording, checked=checked)
    client.sign_in(facilitator).speak(language)
    for path in ("", "/transcript", "/transcript/read"):
        client.page(f"/recordings/{recording.id}{path}")
    client.page("/recordings")


def test_machine_text_is_called_so_everywhere(client, staff, recording, version):
    assert version.state.value == "draft"
    client.sign_in(staff[F]).speak("en")
    for path in ("/recordings", f"/recordings/{recording.id}",
                 f"/recordings/{recording.id}/transcript",
                 f"/recordings/{recording.id}/transcript/read"):  # fmt: skip
        assert "Written by a machine" in client.page(path).get_text(), path


def test_a_recording_without_text_leads_back(client, facilitator, recording):
    client.sign_in(facilitator)
    for path in ("", "/read"):
        answer = client.get(f"/recordings/{recording.id}/transcript{path}", expect=303)
        assert answer.location.endswith(str(recording.id))


def test_a_moderator_reads_but_does_not_hear(client, staff, recording, version):
    assert version
    client.sign_in(staff[M])
    assert not client.page(f"/recordings/{recording.id}/transcript/read").find("audio")


def test_a_long_text_is_paged(app, client, facilitator, make):
    from dataclasses import dataclass

    from stories.foundation.access import OPERATOR
    from stories.foundation.db import unit_of_work
    from stories.media.queries import recording_by_id
    from stories.transcripts.services import replace_with_script

    @dataclass
    class Line:
        start_ms: int
        end_ms: int
        language: str = "kk"
        text: str = "Бір сөйлем."

    elder = make.person()
    held = make.session(narrators=[elder], facilitator_id=facilitator.id, state=SessionState.HELD)
    make.agree(elder, held)
    row = make.recording(held)
    with app.app_context(), unit_of_work():
        lines = [Line(at * 1000, at * 1000 + 900) for at in range(130)]
        replace_with_script(OPERATOR, recording_by_id(row.id), lines)
    client.sign_in(facilitator).speak("en")
    path = f"/recordings/{row.id}/transcript"
    assert len(client.page(path).select("[data-segment]")) == 100
    assert len(client.page(f"{path}?page=2").select("[data-segment]")) == 30
    for page in ("-4", "x", "9999999999"):
        client.page(f"{path}?page={page}")
