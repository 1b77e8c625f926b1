import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.db import db, unit_of_work
from stories.people.models import Agreement, Use
from stories.transcripts.queries import version_by_id
from stories.translations import queries
from stories.translations.memory.rules import LEAST, SAME, alike, folded, lengths_for
from stories.translations.models import SegmentTranslation, TranslationState

JSON = {"Accept": "application/json"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_alikeness_is_a_share_and_whole_only_for_the_same_words(one, other):
    found = alike(one, other)
    assert 0 <= found <= SAME
    assert (found == SAME) == (bool(folded(one)) and folded(one) == folded(other))
    assert found == alike(other, one)


@given(st.text("абвгд ", min_size=1, max_size=60), st.text("абвгд ", max_size=90))
def test_a_text_that_is_alike_enough_is_never_left_out_for_its_length(one, other):
    one, other = " ".join(one.split()), " ".join(other.split())
    if one and alike(one, other) >= LEAST:
        shortest, longest = lengths_for(one)
        assert shortest <= len(other) <= longest


@pytest.fixture
def earlier(make, session, app):
    """Another recording of the house, translated by people: the same three sentences."""
    version = make.transcript(make.recording(session), checked=True)
    with app.app_context(), unit_of_work():
        for row in db.session.query(SegmentTranslation):
            row.source_text = row.segment.text
    return version


@pytest.fixture
def page(client, facilitator, segments):
    client.sign_in(facilitator).speak("en")

    def read(place=0):
        return client.page(f"/segments/{segments()[place].id}/translation")

    return read


def offered(page):
    return [one["value"] for one in page.select("input[name=earlier]")]


def test_the_same_words_and_nearly_the_same_are_offered(app, client, segments, earlier, page):
    assert "the same words" in page().get_text()
    assert "Перевод 0." in page().get_text()
    first = segments()[0]
    words = {"text": "Таңертең әжем ерте тұратын.", "language": "kk", "revision": 1}
    client.send(f"/segments/{first.id}", words, expect=200, headers=JSON)
    told = page().get_text()
    assert "the same words" not in told
    assert "% alike" in told


def test_one_press_takes_it_as_a_draft(app, client, segments, earlier, page):
    (wanted,) = offered(page())
    path = f"/segments/{segments()[0].id}/translation/earlier"
    answer = client.send(path, {"earlier": wanted}, expect=303)
    assert (
        "From an earlier translation, 100 % alike, not confirmed"
        in client.page(answer.location).get_text()
    )
    with app.app_context(), unit_of_work(write=False):
        row = queries.translations_for([segments()[0].id])[segments()[0].id]
        assert (row.text, row.state, row.engine, row.alike) == (
            "Перевод 0.",
            TranslationState.DRAFT,
            "memory",
            100,
        )


def test_it_never_takes_the_place_of_a_persons_words(client, segments, earlier, page):
    (wanted,) = offered(page())
    path = f"/segments/{segments()[0].id}/translation"
    client.send(path, {"text": "Моё", "language": "ru", "revision": 0}, expect=200, headers=JSON)
    assert not offered(page())
    answer = client.send(f"{path}/earlier", {"earlier": wanted}, expect=409, headers=JSON)
    assert "A person wrote this" in answer.json["sentence"]


def test_a_recording_that_is_closed_offers_nothing(app, make, client, segments, earlier, page):
    wanted = offered(page())
    held = make.session(narrators=[make.person()])
    with app.app_context(), unit_of_work():
        # nobody in that session agreed to anything
        version_by_id(earlier.id).recording.session_id = held.id
    assert not offered(page())
    path = f"/segments/{segments()[0].id}/translation/earlier"
    client.send(path, {"earlier": wanted[0]}, expect=409)


def test_another_organisation_offers_nothing(app, make, client, segments, earlier, page):
    wanted = offered(page())
    other = make.other_organisation()
    with app.app_context(), unit_of_work():
        version_by_id(earlier.id).organisation_id = other.id
        for row in db.session.query(SegmentTranslation):
            row.organisation_id = other.id
    assert not offered(page())
    path = f"/segments/{segments()[0].id}/translation/earlier"
    client.send(path, {"earlier": wanted[0]}, expect=409)


def test_drafts_and_stale_ones_are_no_memory(app, earlier, page):
    for state in (TranslationState.DRAFT, TranslationState.STALE):
        with app.app_context(), unit_of_work():
            for row in db.session.query(SegmentTranslation):
                row.state = state
        assert not offered(page())


def test_russian_said_now_finds_what_was_told_in_russian(app, client, segments, earlier, page):
    first = segments()[0]
    words = {"text": "Перевод 0.", "language": "ru", "revision": 1}
    client.send(f"/segments/{first.id}", words, expect=200, headers=JSON)
    assert "Таңертең апам ерте тұратын." in page().get_text()


@pytest.mark.parametrize("wanted", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_one_is_refused(client, segments, page, wanted):
    page()
    path = f"/segments/{segments()[0].id}/translation/earlier"
    client.send(path, {"earlier": wanted}, expect=409)


def test_an_agreement_without_translation_is_no_hindrance_to_people(app, page, earlier):
    with app.app_context(), unit_of_work():
        for row in db.session.query(Agreement):
            row.uses = [use for use in row.uses if use != Use.TRANSLATE.value]
    assert page()
