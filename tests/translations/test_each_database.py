"""The same walk on each database: a file comes in, is prepared, written down, cut and joined."""

import pytest

from stories.foundation.db import unit_of_work
from stories.sessions.models import SessionState
from stories.transcripts import queries, services
from stories.transcripts.models import TranscriptState
from stories.translations import queries as translations
from stories.translations.services import save_translation
from tests.factories import Factory
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
