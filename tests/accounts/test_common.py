"""What everybody tries first is refused as a passphrase; a few words of one's own are taken."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.accounts import common, passphrases
from stories.accounts.problems import TooCommon, TooShort
from tests.factories import PASSPHRASE

ABOUT = ["Айгүл Серікқызы", "a.serikkyzy@umit.example", "Үміт орталығы", "Центр «Надежда»"]


@pytest.mark.parametrize(
    "guess",
    [
        "qwertyuiopasdf",
        "1qaz2wsx3edc4rfv",
        "zaq1xsw2cde3vfr4",
        "йцукенгшщзхъ",
        "фывапролджэячс",
        "ячсмитьбюячсм",
        "әіңғүұқөһәіңғ",
        "1234567890-=",
        "987654321098",
        "абвгдеёжзийк",
        "аәбвгғдеёжзи",
        "zyxwvutsrqpon",
        "111111222222",
        "құпиясөз12345",
        "менің құпиясөзім",
        "Қазақстан2026!",
        "қазақстан менің отаным",
        "Мен сені сүйемін",
        "анам мен әкем 1990",
        "наурыз наурыз",
        "я тебя люблю",
        "мойлюбимыйкотёнок",
        "любовь навсегда",
        "спасибобабушка",
        "солнышко2015солнышко",
        "gfhjkmgfhjkm",
        "gfhjkm123456",
        "ghbdtnghbdtn",
        "зфыыцщкв1234",
        "P@$$w0rd!2026",
        "welcome home 1234",
        "LetMeIn123456789",
        "iloveyouforever",
        "kazakhstan almaty 2024",
        "bismillah bismillah",
        "Ұрпақтар әңгімесі",
        "storiesbetweengenerations",
        "Айгүл Серікқызы 1985",
        "серікқызы_айгүл!",
        "a.serikkyzy@umit.example",
        "Үміт орталығы 2026",
        "Надежда Центр 12345",
    ],
)
def test_what_everybody_tries_is_refused(guess: str):
    with pytest.raises(TooCommon):
        passphrases.demand(guess, ABOUT)


@pytest.mark.parametrize(
    "good",
    [
        PASSPHRASE,
        "ақ қайың түбінде шай",
        "correct horse battery",
        "он екі өлең жолы",
        "қоңыр қаз көлден ұшты",
        "семь оленей у колодца",
        "Айгүлдің қызыл шәйнегі",
        "кто съел наш бублик",
        "жеті лақ, бір қасқыр",
        "лампа над синим столом",
        "hT7#kq-92Lm!xZ",
        "7#2-92!41=58xz",
        "wet boots behind a stove",
    ],
)
def test_a_few_words_of_ones_own_are_taken(good: str):
    passphrases.demand(good, ABOUT)


@pytest.mark.parametrize("short", ["", "алма ағашы", " " * 20, "elevenchars"])
def test_short_ones_are_refused(short: str):
    with pytest.raises(TooShort):
        passphrases.demand(short)


def test_the_list_is_in_order_and_each_word_stands_once():
    words = sorted(common._listed())
    assert len(words) > 1000
    assert all(word.isalpha() and word == word.casefold() for word in words)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.lists(st.sampled_from(sorted(common._listed())), min_size=1, max_size=3))
def test_up_to_three_listed_words_are_common_however_written(words):
    plain = "".join(words)
    for written in (plain, " ".join(words).upper(), f"{plain}2026!", "-".join(words)):
        assert common.is_common(written)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.text(max_size=1024))
def test_any_text_is_judged_without_a_fuss(text):
    assert common.is_common(text, [text]) in {True, False}


def test_the_longest_text_is_judged_soon():
    # Words that overlap would cost an expression with alternatives its whole life.
    assert not common.is_common("мамамаманаотан" * 73 + "ж", ["м", "ма", "мам"])


def test_ones_own_name_is_refused_at_the_door_and_on_the_account(client, app, make):
    user = make.facilitator(name="Баян Қалиқызы", email="bayan@umit.example")
    client.sign_in(user)
    for named in ("Баян Қалиқызы 77", "Үміт орталығы 77", "bayan@umit.example"):
        form = {"current": PASSPHRASE, "passphrase": named, "again": named}
        client.send("/account/passphrase", form, expect=422)
