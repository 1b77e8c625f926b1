"""The same walk on each database: a file comes in, is prepared, written down, cut and joined."""

import time

import pytest
from flask.testing import FlaskClient

from stories.foundation.db import unit_of_work
from stories.sessions.models import SessionState
from stories.transcripts import queries, services
from stories.transcripts.models import TranscriptState
from stories.transcripts.views import segments
from stories.translations import queries as translations
from stories.translations.services import save_translation
from tests.factories import Factory
from tests.foundation.crowd import at_once
from tests.media import samples
from tests.media.conftest import Desk


@pytest.fixture
def world(any_app):
    make = Factory(any_app)
    elder, facilitator = make.person(), make.facilitator()
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agree(elder, held)
    return held, facilitator


def test_a_recording_walks_to_a_corrected_text(any_app, world):
    from stories.foundation.access import OPERATOR

    held, facilitator = world
    desk = Desk(any_app)
    client = any_app.test_client().sign_in(facilitator).speak("en")
    row = desk.upload(client, held, samples.sample("opus").read_bytes())
    desk.perform_all()
    client.page("/recordings")
    client.page(f"/recordings/{row.id}/transcript")
    with any_app.app_context(), unit_of_work():
        version_id = queries.current_version(row.id).id
        [first] = queries.every_segment(version_id)
        services.split_segment(OPERATOR, first, len(first.text.split()[0]), first.revision)
    with any_app.app_context(), unit_of_work():
        first, second = queries.every_segment(version_id)
        save_translation(OPERATOR, first, "ru", "Первый", 0)
        save_translation(OPERATOR, second, "ru", "Второй", 0)
        services.merge_segments(OPERATOR, first, first.revision)
    with any_app.app_context(), unit_of_work():
        [only] = queries.every_segment(version_id)
        assert translations.translations_for([only.id])[only.id].text == "Первый Второй"
        assert translations.missing(version_id) == 0
        fresh = queries.version_by_id(version_id)
        services.mark_all_checked(OPERATOR, fresh, fresh.revision)
    with any_app.app_context(), unit_of_work(write=False):
        assert queries.version_by_id(version_id).state is TranscriptState.CORRECTED
        assert translations.lacking(OPERATOR) == []
        assert queries.unfinished(OPERATOR) == []
    client.page("/")


def test_two_who_save_a_whole_page_at_once_lose_nothing(any_app, world, monkeypatch):
    held, facilitator = world
    make = Factory(any_app)
    recording = make.recording(held)
    version = make.transcript(recording, checked=False)
    with any_app.app_context(), unit_of_work(write=False):
        first = queries.every_segment(version.id)[0].id
    save = segments._save_one

    def slowly(*args):
        time.sleep(0.3)
        save(*args)

    monkeypatch.setattr(segments, "_save_one", slowly)

    def send(number):
        client = any_app.test_client().sign_in(facilitator)
        path, form = (
            f"/recordings/{recording.id}/transcript/save",
            {f"text-{first}": f"Сөз {number}"},
        )
        form |= {f"revision-{first}": "1", "csrf_token": client.token()}
        return FlaskClient.open(client, path, method="POST", data=form).status_code

    assert sorted(at_once(2, send)) == [200, 303]  # one of them is shown both texts
