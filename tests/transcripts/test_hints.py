"""What the machine is told to expect: most useful first, no more than fits, nothing kept of it."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent, Work
from stories.media.queries import recording_by_id
from stories.transcripts import jobs, queries
from stories.transcripts.hints import ROOM, chosen, hints_for, tokens_of
from stories.transcripts.wordlist.models import ExpectedWord
from tests.transcripts.test_job import KIND, script, waiting

__all__ = ["waiting"]
texts = st.lists(st.text("абвқңү ", max_size=30), max_size=40)


@given(texts, texts, texts)
def test_hints_fit_and_stand_once(names, places, listed):
    found = chosen(names, places, listed)
    assert sum(map(tokens_of, found)) <= ROOM
    assert len({hint.casefold() for hint in found}) == len(found)
    assert {*found} <= {" ".join(word.split()) for word in (*names, *places, *listed)}


def test_a_large_circle_leaves_room_for_the_houses_words():
    names = [f"Қатысушы Бірінші{n}" for n in range(60)]
    found = chosen(names, ["Қарағанды"], [], ["Шаңырақ", "бауырсақ"])
    assert found[0] == names[0]
    assert found[-3:] == ("Қарағанды", "Шаңырақ", "бауырсақ")


def test_what_is_chosen_fits_whispers_prompt():
    """With the real model's own tokens, in Kazakh and in Russian."""
    from tokenizers import Tokenizer

    from stories.transcripts.engine.whisper import MOST_HINT_TOKENS

    file = Path(os.environ.get("STORIES_TEST_MODELS_DIR", "var/models")) / "base/tokenizer.json"
    if not file.exists():
        pytest.skip("the Whisper base model is not installed (stories models install base)")
    tokens = Tokenizer.from_file(str(file))
    kazakh = ["Күләш Мұқанқызы", "Әбдіғаппар", "Шұбаркөл", "қымыз", "түндік", "жүгері", "бауырсақ"]
    russian = ["Екатерина Щербакова", "Караганда", "переселенцы", "вареники", "Долинка"]
    for words in (kazakh, russian):
        many = [f"{word}{ending}" for ending in ("", "ға", "дың", "лар") for word in words]
        said = " " + ", ".join(chosen(many[:6], many[6:8], many[8:10], many[10:]))
        assert len(tokens.encode(said, add_special_tokens=False).ids) <= MOST_HINT_TOKENS


def test_names_places_theme_and_the_list_reach_the_engine_and_nothing_else(
    app, make, desk, waiting, monkeypatch, caplog, capfd
):
    word = "Шұбаркөлтау"
    make.keep(ExpectedWord(organisation_id=make.organisation.id, text=word, folded=word))
    heard = {}
    events = script()

    def listen(request, **more):
        heard["hints"] = request.options.hints
        return events(request, **more)

    with app.app_context(), unit_of_work(write=False):
        recording = recording_by_id(waiting.id)
        told = hints_for(recording)
        narrator, place = recording.session.narrators[0].name, recording.session.place
    assert told[0] == narrator
    assert place in told
    assert word in told
    monkeypatch.setattr(jobs, "listen", listen)
    desk.perform(KIND, waiting.id)
    assert heard["hints"] == told
    with app.app_context(), unit_of_work(write=False):
        version = queries.current_version(waiting.id)
        assert version.options["hints"] == len(told)
        kept = [str(version.options), *(str(row.memory) for row in db.session.query(Work))]
        kept += [str(row.detail) for row in db.session.query(AuditEvent)]
    logged = caplog.text + "".join(capfd.readouterr())
    for hint in told:
        assert all(hint not in text for text in (*kept, logged)), hint
