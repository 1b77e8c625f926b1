"""An organisation's words to expect: pasted, counted, taken off, forgotten with a person."""

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.transcripts.wordlist.models import ExpectedWord
from stories.transcripts.wordlist.rules import LONGEST, MOST, alike, read_list

PAGE = "/team/words"


def words(app):
    with app.app_context(), unit_of_work(write=False):
        return {row.text for row in db.session.query(ExpectedWord)}


@given(st.text(max_size=400))
def test_whatever_is_pasted_becomes_sound_words(pasted):
    found = read_list(pasted)
    assert len({alike(word) for word in found}) == len(found)
    for word in found:
        assert 0 < len(word) <= LONGEST
        assert word == " ".join(word.split())
        assert word.isprintable()
        assert read_list(word) == [word]


def test_a_list_as_people_paste_it():
    pasted = "• Қарағанды\r\nқарағанды\n\n 2) не\t«Шаңырақ», бауырсақ;  наурыз   көже \n"
    assert read_list(pasted) == ["Қарағанды", "2) не", "Шаңырақ", "бауырсақ", "наурыз көже"]


def test_words_are_put_on_the_list_and_taken_off(app, client, staff, make):
    client.sign_in(staff[Role.ADMIN]).speak("en")
    answer = client.send(PAGE, {"words": "Шаңырақ\nҚарағанды\nәжем Айсұлу"})
    assert "3 words are new" in client.page(answer.location).get_text()
    answer = client.send(PAGE, {"words": "шаңырақ\nтүндік"})
    page = client.page(answer.location)
    assert "1 word is new on the list. 1 was there already." in page.get_text()
    shown = [item.get_text(strip=True) for item in page.select("fieldset.words label")]
    assert shown == ["әжем Айсұлу", "Қарағанды", "түндік", "Шаңырақ"], "in Kazakh order"
    ticked = page.select_one("fieldset.words input")["value"]
    client.send(f"{PAGE}/remove", {"word": [ticked, "no id", str(uuid.uuid4())]})
    assert words(app) == {"Шаңырақ", "Қарағанды", "түндік"}
    with app.app_context(), unit_of_work(write=False):
        lines = [row for row in db.session.query(AuditEvent) if "words_" in row.action]
        told = json.dumps([row.detail for row in lines], ensure_ascii=False)
        owners = {row.organisation_id for row in lines}
    assert {"transcripts.words_added", "transcripts.words_removed"} < {row.action for row in lines}
    assert "Айсұлу" not in told
    assert owners == {make.organisation.id}


def test_a_list_has_an_end(app, client, staff):
    client.sign_in(staff[Role.ADMIN]).speak("en")
    answer = client.send(PAGE, {"words": "\n".join(f"сөз{n}" for n in range(MOST + 7))})
    assert "There was no room for 7 more." in client.page(answer.location).get_text()
    assert len(words(app)) == MOST


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR, Role.CURATOR])
def test_it_is_the_managers_list(client, staff, role):
    client.sign_in(staff[role])
    client.get(PAGE, expect=403)
    client.send(PAGE, {"words": "Шаңырақ"}, expect=403)


def test_another_houses_words_cannot_be_seen_or_taken_off(app, client, staff, make):
    other = make.other_organisation()
    row = make.keep(ExpectedWord(organisation_id=other.id, text="Құпия", folded="құпия"))
    client.sign_in(staff[Role.ADMIN])
    assert "Құпия" not in client.page(PAGE).get_text()
    client.send(f"{PAGE}/remove", {"word": str(row.id)}, expect=404)
    assert words(app) == {"Құпия"}


def test_a_word_that_names_somebody_goes_when_they_are_erased(app, make):
    from stories.foundation.erasure import Erasing, Wish, Words
    from stories.transcripts.erasing import touches

    person = make.person(name="Айсұлу")
    for text in ("әжем Айсұлу", "Шаңырақ"):
        make.keep(ExpectedWord(organisation_id=make.organisation.id, text=text, folded=text))
    erasing = Erasing(person.id, Wish.ANONYMISE, Words.of(["Айсұлу"]))
    with app.app_context(), unit_of_work(write=False):
        found = [touch for touch in touches(erasing) if touch.table == "expected_words"]
        gone = [db.session.get_one(ExpectedWord, touch.key["id"]).text for touch in found]
    assert gone == ["әжем Айсұлу"]
