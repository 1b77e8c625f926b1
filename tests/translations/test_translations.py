import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.db import db, unit_of_work
from stories.translations import queries
from stories.translations.models import TranslationState
from stories.translations.rules import other_language, sound_translation

JSON = {"Accept": "application/json"}


@pytest.fixture
def send(client, facilitator):
    client.sign_in(facilitator).speak("en")

    def post(path, expect=200, **fields):
        return client.send(path, fields, expect=expect, headers=JSON).json

    return post


@pytest.fixture
def beside(app, segments):
    def read(place=0):
        with app.app_context(), unit_of_work(write=False):
            rows = queries.translations_for(row.id for row in segments())
            db.session.expunge_all()
            return rows.get(segments()[place].id)

    return read


def test_kazakh_and_russian_stand_for_each_other():
    assert (other_language("kk"), other_language("ru"), other_language("en")) == ("ru", "kk", "kk")


@given(text=st.text(max_size=50), language=st.text(max_size=4), spoken=st.text(max_size=4))
def test_a_translation_is_never_in_the_language_spoken(text, language, spoken):
    if sound_translation(text, language, spoken):
        assert language != spoken
        assert language in {"kk", "ru"}


def test_what_a_person_writes_is_kept_and_confirmed(send, segments, beside):
    first = segments()[0]
    answer = send(
        f"/segments/{first.id}/translation", text=" Утром  бабушка ", language="ru", revision=0
    )
    assert (answer["revision"], answer["stale"]) == (1, False)
    row = beside()
    assert (row.text, row.state, row.language) == (
        "Утром бабушка",
        TranslationState.CONFIRMED,
        "ru",
    )


def test_it_counts_as_a_change_of_what_families_read(send, segments, version, app):
    from stories.transcripts.queries import version_by_id

    send(f"/segments/{segments()[0].id}/translation", text="Утром", language="ru", revision=0)
    with app.app_context(), unit_of_work(write=False):
        assert version_by_id(version.id).revision == 2


def test_an_empty_one_is_taken_away(send, segments, beside):
    path = f"/segments/{segments()[0].id}/translation"
    send(path, text="Утром", language="ru", revision=0)
    assert send(path, text="  ", language="ru", revision=1)["revision"] == 0
    assert beside() is None


def test_who_comes_second_sees_both(send, segments, beside):
    path = f"/segments/{segments()[0].id}/translation"
    send(path, text="Первый", language="ru", revision=0)
    answer = send(path, 409, text="Второй", language="ru", revision=0)
    assert answer["current"]["text"] == "Первый"
    assert beside().text == "Первый"


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x", "language": "kk", "revision": 0},
        {"text": "x", "language": "fr", "revision": 0},
        {"text": "x" * 5001, "language": "ru", "revision": 0},
    ],
)
def test_absurd_ones_are_refused(send, segments, beside, fields):
    assert send(f"/segments/{segments()[0].id}/translation", 422, **fields)["sentence"]
    assert beside() is None


def test_a_changed_original_makes_it_stale_until_confirmed(send, segments, beside):
    first = segments()[0]
    path = f"/segments/{first.id}/translation"
    send(path, text="Утром", language="ru", revision=0)
    send(f"/segments/{first.id}", text="Кешке", language="kk", revision=1)
    assert beside().state is TranslationState.STALE
    answer = send(f"{path}/confirmed", revision=1)
    assert answer["stale"] is False
    assert beside().state is TranslationState.CONFIRMED


def test_nothing_to_confirm(send, segments):
    send(f"/segments/{segments()[0].id}/translation/confirmed", 422, revision=0)


def test_joining_loses_no_translation(send, segments, beside):
    first, second, _third = segments()
    send(f"/segments/{first.id}/translation", text="Один.", language="ru", revision=0)
    send(f"/segments/{second.id}/translation", text="Два.", language="ru", revision=0)
    send(f"/segments/{first.id}/merge", revision=1)
    assert (beside().text, beside().state) == ("Один. Два.", TranslationState.STALE)


def test_dividing_keeps_it_with_the_first_half(send, segments, beside):
    first = segments()[0]
    send(f"/segments/{first.id}/translation", text="Один.", language="ru", revision=0)
    send(f"/segments/{first.id}/split", at=8, revision=1)
    assert beside(0).state is TranslationState.STALE
    assert beside(1) is None


def test_another_language_asks_for_another_translation(send, segments, beside):
    first = segments()[0]
    send(f"/segments/{first.id}/translation", text="Один.", language="ru", revision=0)
    answer = send(f"/segments/{first.id}", text="Утром", language="ru", revision=1)
    assert 'lang="kk"' in answer["rows"]
    assert beside() is None


def test_what_is_missing_is_told_once_the_text_is_checked(app, client, send, recording, segments):
    from stories.foundation.attention import waiting_for

    def told():
        with app.test_request_context(headers={"Accept-Language": "en"}), unit_of_work(write=False):
            from stories.accounts.identity import as_actor
            from stories.accounts.queries import user_by_id

            actor = as_actor(user_by_id(recording.uploaded_by))
            return [item.sentence for item in waiting_for(actor) if "Нан" in item.sentence]

    assert told() == ["“Нан”: 3 segments are unchecked."]
    client.send(f"/recordings/{recording.id}/transcript/checked", {"revision": 1})
    send(f"/segments/{segments()[0].id}/translation", text="Один.", language="ru", revision=0)
    assert told() == ["“Нан”: 2 segments have no Russian."]


def test_a_revision_beyond_every_number_is_a_clash_and_no_crash(client, send, segments, recording):
    del send  # signs the facilitator in
    first = segments()[0]
    form = {f"text-{first.id}": first.text, f"other-{first.id}": "Нан"}
    form |= {f"other-revision-{first.id}": "9" * 5000, f"revision-{first.id}": "1"}
    client.send(f"/recordings/{recording.id}/transcript/save", form, expect=200)
