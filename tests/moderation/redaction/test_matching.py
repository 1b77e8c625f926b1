"""Hidden words are found again or everything near is hidden (DOMAIN R5)."""

import uuid

from hypothesis import assume, given
from hypothesis import strategies as st

from stories.moderation.redaction.matching import (
    Cover,
    Text,
    digest,
    hide,
    locate,
    parts_of,
    replaced,
)
from stories.moderation.redaction.rules import MARK
from stories.moderation.redaction.words import (
    between,
    core_of,
    heard_words,
    runs,
    touched,
    words_of,
)

ONE, TWO = uuid.uuid4(), uuid.uuid4()
WORDS = ["нан", "апам", "Мәриям", "көше", "ауыл", "Семей", "үй", "қала", "тоқсан", "бала"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def said(text, language="kk", segment=ONE, start=0, end=9_000):
    return Text(segment, language, text, start, end)


def cover(parts, core=(1_000, 2_000), **instead):
    return Cover(uuid.uuid4(), core, tuple(parts), instead)


def test_words_stand_without_their_punctuation():
    found = words_of("«Апам, — деді ол, — (Мәриям) үйде…» —")
    assert [one.text for one in found] == ["Апам", "деді", "ол", "Мәриям", "үйде"]


def test_hidden_words_leave_the_punctuation():
    text = said("Апам Мәриям, Семейден келді.")
    done = hide([text], [cover(parts_of(text, [1]))])
    assert done.texts[text.key] == f"Апам {MARK}, Семейден келді."
    done = hide([text], [cover(parts_of(text, [1]), kk="Қарлығаш")])
    assert done.texts[text.key] == "Апам Қарлығаш, Семейден келді."
    assert not done.unmatched


@given(texts, st.sets(st.integers(0, 8), min_size=1))
def test_nothing_of_what_is_hidden_is_left(text, places):
    words = words_of(text)
    places = {one for one in places if one < len(words)}
    assume(places)
    here = said(text)
    done = hide([here], [cover(parts_of(here, places))])
    assert not done.unmatched
    kept = [one.text for place, one in enumerate(words) if place not in places]
    assert [one for one in done.texts[here.key].split() if one != MARK] == kept


@given(texts, texts, st.integers(0, 8))
def test_in_a_changed_text_the_words_go_or_all_goes(before, after, place):
    assume(place < len(words_of(before)))
    old, new = said(before), said(after)
    one = cover(parts_of(old, [place]))
    done = hide([new], [one])
    if done.unmatched:
        assert done.texts[new.key] == MARK
        return
    # Found: exactly one word went, the very one, and nothing came beside it.
    assert done.texts[new.key].split().count(MARK) == 1
    assert len(done.texts[new.key].split()) == len(after.split())
    at = done.texts[new.key].split().index(MARK)
    assert after.split()[at] == before.split()[place]


def test_a_word_that_came_beside_a_hidden_one_shuts_the_text():
    old = said("Ағам Марат келді")
    one = cover(parts_of(old, [1]))
    done = hide([said("Ағам Марат Ахметов келді")], [one])
    assert done.unmatched == {one.id}
    assert done.texts[old.key] == MARK
    assert not hide([said("Ағам Марат")], [one]).unmatched
    assert not hide([said("ағам МАРАТ, келді!")], [one]).unmatched


def test_which_of_two_equal_words_is_never_guessed():
    (part,) = parts_of(said("үй мен үй"), [2])
    assert locate("үй мен үй", part) == (7, 9)
    assert locate("мен үй", part) == (4, 6)
    assert locate("мен үй, мен үй", part) is None


def test_a_text_that_came_later_shuts_what_it_may_tell():
    kk = said("Апам Мәриям")
    one = cover(parts_of(kk, [1]))
    ru = said("Бабушка Мариям", "ru")
    done = hide([kk, ru], [one])
    assert done.unmatched == {one.id}
    assert done.texts[ru.key] == MARK
    both = cover([*parts_of(kk, [1]), *parts_of(ru, [1])])
    assert hide([kk, ru], [both]).texts[ru.key] == f"Бабушка {MARK}"


def test_that_a_text_tells_nothing_of_it_holds_for_that_text_alone():
    kk, beside = said("Апам Мәриям"), said("Иә", segment=TWO, start=1_500, end=2_500)
    one = cover([*parts_of(kk, [1]), *parts_of(beside, [])])
    done = hide([kk, beside], [one])
    assert not done.unmatched
    assert beside.key not in done.texts
    done = hide([kk, said("Иә, Мәриям", segment=TWO, start=1_500, end=2_500)], [one])
    assert done.unmatched == {one.id}
    assert set(done.texts.values()) == {MARK}


def test_a_divided_segment_keeps_its_words_hidden():
    whole = said("Апам Мәриям үйде")
    one = cover(parts_of(whole, [1]), core=(4_000, 5_000))
    left, right = said("Апам", end=3_500), said("Мәриям үйде", segment=TWO, start=3_500)
    done = hide([left, right], [one])
    assert done.texts[right.key] == f"{MARK} үйде" or done.unmatched
    assert "Мәриям" not in done.texts.get(right.key, right.text)


def test_what_is_not_in_the_story_asks_for_nothing():
    far = said("Апам үйде", start=60_000, end=69_000, segment=TWO)
    done = hide([far], [cover(parts_of(said("Мәриям"), [0]))])
    assert not done.unmatched
    assert not done.texts


def test_parts_that_overlap_or_lie_side_by_side_are_one_mark():
    text = "апам Мәриям, Семейден келді"
    assert replaced(text, [((0, 11), ""), ((5, 21), "")]) == f"{MARK} келді"
    assert replaced(text, [((5, 11), ""), ((13, 21), "")]) == f"апам {MARK} келді"
    assert replaced(text, [((5, 11), "Айша"), ((13, 21), "")]) == f"апам Айша, {MARK} келді"
    assert replaced(text, [((0, 11), "Айша"), ((5, 21), "Дана")]) == f"{MARK} келді"


TIMES = [
    {"text": " Апам", "start": 1.0, "end": 1.4},
    {"text": " Марям,", "start": 1.4, "end": 2.1},
    {"text": " келді.", "start": 2.5, "end": 3.0},
]


def test_words_are_heard_when_the_machine_heard_them():
    found = heard_words("Апам Марям, келді.", TIMES, 900, 3_200)
    assert [one.span for one in found] == [(1000, 1400), (1400, 2100), (2500, 3000)]
    assert all(one.sure for one in found)


def test_a_corrected_word_is_heard_where_the_wrong_one_was():
    found = heard_words("Апам Мәриям Ахметова, келді", TIMES, 900, 3_200)
    assert [one.span for one in found[1:3]] == [(1400, 2100), (1400, 2100)]
    assert not found[1].sure


def test_a_word_nobody_heard_lies_somewhere_between_its_neighbours():
    found = heard_words("Апам Марям, кеше келді ғой", TIMES, 900, 3_500)
    assert found[2].span == (2100, 2500)
    assert found[4].span == (3000, 3500)
    found = heard_words("Апам дейтін Марям келді", TIMES, 900, 3_200)
    assert found[1].span == (1000, 2100)


def test_without_word_times_the_whole_segment_is_meant():
    found = heard_words("Апам келді", [], 900, 3_200)
    assert [one.span for one in found] == [(900, 3200)] * 2


@given(texts, st.sets(st.integers(0, 8)), st.integers(0, 9_000), st.integers(1, 9_000))
def test_text_and_sound_follow_each_other(text, places, start, length):
    count = len(words_of(text))
    times = [
        {"text": word, "start": place * 0.9, "end": place * 0.9 + 0.6}
        for place, word in enumerate(text.split())
    ]
    heard = heard_words(text, times, 0, 9_000)
    assert len(heard) == count
    chosen = between(heard, places)
    core = core_of(heard[place] for place in chosen)
    if core:
        assert touched(heard, core) == chosen
        assert runs(chosen) == [(chosen[0], chosen[-1])]
    by_time = touched(heard, (start, start + length))
    for place, one in enumerate(heard):
        if one.from_ms < start + length and one.to_ms > start:
            assert place in by_time


def test_a_digest_tells_texts_apart():
    assert digest("нан") != digest("Нан")
