import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.history.rules import ADDED, REMOVED, SAME, differences

JSON = {"Accept": "application/json"}
WORDS = st.lists(st.sampled_from(["апам", "нан", "пісірді", "кеше", "бүгін"]), max_size=12).map(
    " ".join
)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_the_difference(before, now):
    found = differences(before, now)
    assert " ".join(words for kind, words in found if kind != ADDED) == before
    assert " ".join(words for kind, words in found if kind != REMOVED) == now
    assert all(words for _, words in found)
    assert (before == now) == all(kind == SAME for kind, _ in found)


@pytest.fixture
def stale(client, facilitator, segments):
    """The first segment was translated, and then its original was corrected."""
    client.sign_in(facilitator).speak("en")
    first = segments()[0]
    own = {"text": "Утром", "language": "ru", "revision": 0}
    client.send(f"/segments/{first.id}/translation", own, expect=200, headers=JSON)
    words = {"text": "Таңертең апам кеш тұратын.", "language": "kk", "revision": 1}
    client.send(f"/segments/{first.id}", words, expect=200, headers=JSON)
    return first


def test_what_changed_is_shown_and_told_in_words(client, stale):
    path = f"/segments/{stale.id}/translation"
    part = client.get(path, headers=JSON).json
    assert "<del>" in part["cell"]
    for page in (client.page(path), BeautifulSoup(part["help"], "html.parser")):
        told = page.select_one(".help .changes")
        assert told.select_one("del").get_text(" ", strip=True) == "removed: ерте (end)"
        assert told.select_one("ins").get_text(" ", strip=True) == "added: кеш (end)"


def test_the_editor_shows_it_without_scripts(client, stale, recording):
    page = client.page(f"/recordings/{recording.id}/transcript")
    assert page.select_one(f"#s-{stale.id} del")


def test_it_goes_when_somebody_says_that_it_fits(client, stale, recording):
    client.send(f"/segments/{stale.id}/translation/confirmed", {"revision": 1}, expect=303)
    assert not client.page(f"/segments/{stale.id}/translation").select_one("del")
    words = {"text": "Таңертең апам өте кеш тұратын.", "language": "kk", "revision": 2}
    client.send(f"/segments/{stale.id}", words, expect=200, headers=JSON)
    page = client.page(f"/segments/{stale.id}/translation")
    assert "өте" in page.select_one(".help ins").get_text()


def test_joining_and_dividing_keep_what_was_translated(client, facilitator, segments, recording):
    client.sign_in(facilitator).speak("en")
    first, second, _third = segments()
    for row, text in ((first, "Раз"), (second, "Два")):
        own = {"text": text, "language": "ru", "revision": 0}
        client.send(f"/segments/{row.id}/translation", own, expect=200, headers=JSON)
    client.send(f"/segments/{first.id}/merge", {"revision": 1}, expect=200, headers=JSON)
    page = client.page(f"/segments/{first.id}/translation").get_text()
    assert "The words are the same; the segment was divided or joined." in page


def test_without_scripts_a_translation_is_written_on_its_own_page(client, facilitator, segments):
    client.sign_in(facilitator).speak("en")
    path = f"/segments/{segments()[0].id}/translation"
    answer = client.send(path, {"text": "Утром", "language": "ru", "revision": 0}, expect=303)
    assert client.page(answer.location).select_one("#text").get_text() == "Утром"
    client.send(path, {"text": "Другое", "language": "ru", "revision": 0}, expect=409)
