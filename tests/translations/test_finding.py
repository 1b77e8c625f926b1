"""Find and replace: Kazakh letters rightly, everything shown before it is done."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import OPERATOR
from stories.foundation.db import db, unit_of_work
from stories.transcripts.models import Segment
from stories.transcripts.services import save_segment
from stories.translations.finding.rules import Wanted, as_cased, pieces, replaced

LETTERS = st.text(alphabet="аәгғқкңнөоүұухһиіјАӘҚҢ .,-\u0306\u0301", max_size=40)


@pytest.mark.parametrize(
    ("text", "wanted", "instead", "after"),
    [
        ("Әжем ӘЖЕМ әжем", Wanted("әжем"), "апам", "Апам АПАМ апам"),
        ("калай қалай", Wanted("қалай", loose=True), "қалай", "қалай қалай"),
        ("қалай", Wanted("калай"), "x", "қалай"),
        ("шіл шілде", Wanted("шіл", whole=True), "құс", "құс шілде"),
        ("әке және әкем", Wanted("әке", whole=True), "ата", "ата және әкем"),
        ("Алматы алматы", Wanted("алматы", exact_case=True), "Астана", "Алматы Астана"),
        ("бір  екі", Wanted("бір екі"), "үш", "үш"),
        ("Йод", Wanted(unicodedata.normalize("NFD", "йод")), "мед", "Мед"),
        ("a.b (c)", Wanted("."), "!", "a!b (c)"),
        ("сөз сөз соңы", Wanted("сөз "), "", "сөзсоңы"),
        ("Hан", Wanted("нан", loose=True), "нан", "Hан"),
    ],
)
def test_words_are_replaced(text, wanted, instead, after):
    if after == "сөзсоңы":  # the space around what was looked for is not part of it
        after = "соңы"
    assert replaced(text, wanted, instead) == after


@given(LETTERS, LETTERS.filter(str.strip), st.booleans(), st.booleans())
def test_the_parts_are_the_text(text, sought, loose, whole):
    found = pieces(text, Wanted(sought, loose=loose, whole=whole), "…")
    whole_text = unicodedata.normalize("NFC", text)
    assert not found or "".join(one.text for one in found) == whole_text
    assert all(one.text for one in found)


@given(LETTERS, LETTERS)
def test_what_is_replaced_by_itself_stays(text, sought):
    wanted = Wanted(sought, exact_case=True)
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    assert replaced(tidy, wanted, " ".join(unicodedata.normalize("NFC", sought).split())) == tidy


def test_capitals_follow():
    assert as_cased("Ә", "апа") == "Апа"
    assert as_cased("123", "апа") == "апа"


@pytest.fixture
def place(client, facilitator, recording, version):
    """The address of the page that finds, asked by who may correct."""
    client.sign_in(facilitator).speak("en")
    return f"/recordings/{recording.id}/transcript"


def put(client, path, **fields):
    client.send(path, fields, expect=200, headers={"Accept": "application/json"})


def shown(page):
    return [item.get_text(" ", strip=True) for item in page.select(".finds li .told")]


def test_what_would_change_is_shown_first(client, place, segments):
    page = client.page(f"{place}/find?find=апам&instead=әжем")
    assert shown(page) == ["Таңертең removed: апам (end) added: әжем (end) ерте тұратын."]
    assert segments()[0].text == "Таңертең апам ерте тұратын."


def test_only_the_ticked_are_replaced(client, place, segments):
    put(client, f"/segments/{segments()[1].id}", text="Апам үйде.", revision=1)
    page = client.page(f"{place}/find?find=апам&instead=әжем")
    ticks = [one["value"] for one in page.select("[name=text]")]
    fields = {"find": "апам", "instead": "әжем", "where": "both", "text": ticks[1:]}
    client.send(f"{place}/replace", fields, expect=303)
    assert [row.text for row in segments()[:2]] == ["Таңертең апам ерте тұратын.", "Әжем үйде."]
    assert segments()[1].revision == 3


def test_what_somebody_changed_meanwhile_stays(client, place, segments):
    page = client.page(f"{place}/find?find=апам&instead=әжем")
    ticks = [one["value"] for one in page.select("[name=text]")]
    put(client, f"/segments/{segments()[0].id}", text="Апам кеш тұратын.", revision=1)
    client.send(f"{place}/replace", {"find": "апам", "instead": "әжем", "text": ticks}, expect=303)
    assert segments()[0].text == "Апам кеш тұратын."
    assert "was changed by somebody meanwhile" in client.page(f"{place}/find").get_text()


def replace_all(client, place):
    page = client.page(f"{place}/find?find=апам&instead=әжем")
    ticks = [one["value"] for one in page.select("[name=text]")]
    fields = {"find": "апам", "instead": "әжем", "where": "both", "text": ticks}
    client.send(f"{place}/replace", fields, expect=303)
    return len(ticks)


def move(client, place, what):
    json = {"Accept": "application/json"}
    return client.send(f"{place}/{what}", {}, expect=200, headers=json).json["sentence"]


def test_a_replacement_is_taken_back_and_made_again_as_one_step(client, place, segments):
    first, second, _third = segments()
    put(client, f"/segments/{second.id}", text="Апам үйде.", revision=1)
    beside = f"/segments/{first.id}/translation"
    put(client, beside, text="Апам вставала рано.", language="ru", revision=0)
    assert replace_all(client, place) == 3

    def now():
        text = client.page(beside).select_one("#text").get_text()
        return [*(row.text for row in segments()[:2]), text]

    done = ["Таңертең әжем ерте тұратын.", "Әжем үйде.", "Әжем вставала рано."]
    were = ["Таңертең апам ерте тұратын.", "Апам үйде.", "Апам вставала рано."]
    assert now() == done
    assert move(client, place, "undo") == "Taken back: Text changed, 3 places."
    assert now() == were
    assert move(client, place, "redo") == "Made once more: Text changed, 3 places."
    assert now() == done
    move(client, place, "undo")
    assert move(client, place, "undo").startswith("Taken back: Translation changed")
    assert segments()[1].text == "Апам үйде.", "each press takes one step"


def test_what_was_written_since_a_replacement_is_kept_and_told(app, client, place, segments):
    second = segments()[1]
    put(client, f"/segments/{second.id}", text="Апам үйде.", revision=1)
    replace_all(client, place)
    put(client, f"/segments/{second.id}", text="Әжем үйде. Шай ішті.", revision=3)
    move(client, place, "undo")
    assert segments()[1].text == "Әжем үйде.", "typing after it is a step of its own"
    with app.app_context(), unit_of_work():
        row = db.session.get(Segment, second.id)
        save_segment(OPERATOR, row, "Әжем бақта.", "kk", row.revision)
    told = move(client, place, "undo")
    assert told == (
        "Taken back: Text changed, 1 place. 1 place was changed since and stays as it is."
    )
    assert [row.text for row in segments()[:2]] == ["Таңертең апам ерте тұратын.", "Әжем бақта."]


def test_the_other_language_is_looked_through_too(client, place, segments):
    where = f"/segments/{segments()[0].id}/translation"
    put(client, where, text="Бабушка вставала рано.", language="ru", revision=0)
    page = client.page(f"{place}/find?find=бабушка&instead=тётя&where=other")
    ticks = [one["value"] for one in page.select("[name=text]")]
    fields = {"find": "бабушка", "instead": "тётя", "where": "other", "text": ticks}
    client.send(f"{place}/replace", fields, expect=303)
    assert shown(client.page(f"{place}/find?find=тётя")) == ["Тётя вставала рано."]


def test_nothing_is_taken_out_unless_somebody_says_so(client, place, segments):
    page = client.page(f"{place}/find?find=апам")
    assert shown(page) == ["Таңертең апам ерте тұратын."]
    assert not page.select("[name=text]")
    key = f"said.{segments()[0].id}.1"
    client.send(f"{place}/replace", {"find": "апам", "text": key}, expect=303)
    assert segments()[0].text == "Таңертең апам ерте тұратын."
    client.send(f"{place}/replace", {"find": "апам", "nothing": "y", "text": key}, expect=303)
    assert segments()[0].text == "Таңертең ерте тұратын."


@pytest.mark.parametrize(
    "asked", ["find=", "find=%20", "find=жоқ", "find=%00", "find=(((", "where=nowhere&find=а"]
)
def test_nothing_found_is_said(client, place, asked):
    status = 422 if "nowhere" in asked else 200
    page = client.get(f"{place}/find?{asked}", expect=status)
    assert "out:" not in page.get_data(as_text=True)


def test_too_many_letters_are_explained(client, place):
    page = client.get(f"{place}/find?find={'а' * 201}", expect=422).get_data(as_text=True)
    assert "200" in page


def test_words_that_would_make_a_text_too_long_leave_it(client, place, segments):
    first = segments()[0]
    put(client, f"/segments/{first.id}", text="а " * 2400, revision=1)
    key = f"said.{first.id}.2"
    fields = {"find": "а", "instead": "ә" * 200, "text": key}
    client.send(f"{place}/replace", fields, expect=303)
    assert segments()[0].text == ("а " * 2400).strip()
