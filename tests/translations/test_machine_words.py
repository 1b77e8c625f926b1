"""A machine's words stay a machine's, whatever is taken back or joined (DOMAIN R8)."""

import pytest

from stories.translations.drafts import jobs
from stories.translations.models import TranslationState
from tests.translations.test_drafts import KIND, ask, beside, models, script, signed, translator

__all__ = ["beside", "models", "signed", "translator"]
JSON = {"Accept": "application/json"}


@pytest.fixture
def drafted(translator, signed, desk, recording, version, monkeypatch):
    """A text whose every segment has a draft: “D0”, “D1”, “D2”."""
    monkeypatch.setattr(jobs, "draft", script())
    ask(signed, recording)
    desk.perform(KIND, version.id)


def send(client, path, **fields):
    return client.send(path, fields, expect=200, headers=JSON).json


def write(client, segment, row, text):
    where = f"/segments/{segment.id}/translation"
    return send(client, where, text=text, language="ru", revision=row.revision)


def test_a_draft_that_is_brought_back_is_not_confirmed_by_that(
    drafted, signed, recording, segments, beside
):
    machine = beside()[0].text
    write(signed, segments()[0], beside()[0], "Своими словами.")
    assert beside()[0].state is TranslationState.CONFIRMED
    where = f"/recordings/{recording.id}/transcript"
    send(signed, f"{where}/undo")
    back = beside()[0]
    assert (back.text, back.state, back.author_id) == (machine, TranslationState.DRAFT, None)
    send(signed, f"{where}/redo")
    assert (beside()[0].text, beside()[0].state) == ("Своими словами.", TranslationState.CONFIRMED)


@pytest.mark.parametrize("mine", [0, 1])
def test_a_persons_words_joined_with_a_machines_say_so_and_are_not_drafted_over(
    drafted, signed, recording, segments, beside, mine
):
    write(signed, segments()[mine], beside()[mine], "Своими словами.")
    first = segments()[0]
    send(signed, f"/segments/{first.id}/merge", revision=first.revision)
    row = beside()[0]
    assert "Своими словами." in row.text
    assert not row.drafted
    assert row.engine
    page = signed.page(f"/recordings/{recording.id}/transcript").select_one("[data-other]")
    assert "Machine draft, not confirmed" in page.get_text()
