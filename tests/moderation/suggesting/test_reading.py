"""Names are read in a process of its own, by a model that lies in natasha's own wheel."""

import sys

import pytest

from stories.moderation.suggesting import reading


def test_names_and_places_are_read_without_any_network():
    read = reading.names_in(["Мы с Пелагеей жили в Усть-Илимске.", ""])
    assert [[(one.start, one.end, one.type) for one in row] for row in read] == [
        [(5, 13, "PER"), (21, 33, "LOC")],
        [],
    ]
    assert "natasha" not in sys.modules or "NewsNERTagger" in dir(sys.modules["natasha"])


def test_nothing_to_read_starts_nothing(monkeypatch):
    monkeypatch.setattr(reading.subprocess, "run", None)
    assert reading.names_in([]) == []


@pytest.mark.parametrize("said", ["", "[[1]]", "{}", "[[[1]]]"])
def test_an_answer_that_is_none_is_told(monkeypatch, said: str):
    monkeypatch.setattr(
        reading.subprocess, "run", lambda *_a, **_k: type("Done", (), {"stdout": said})
    )
    with pytest.raises(reading.Unread):
        reading.names_in(["текст"])
