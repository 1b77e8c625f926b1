import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine import flags


def found(text, *, seconds=10.0, confidence=0.9, certainty=1.0, **more):
    return flags.flags_of(text, seconds=seconds, confidence=confidence, certainty=certainty, **more)


@pytest.mark.parametrize(
    "text",
    [
        "Субтитры сделал DimaTorzok",
        "Субтитры создавал DimaTorzok",
        "Субтитры добавил DimaTorzok.",
        "Редактор субтитров А.Синецкая Корректор А.Егорова",
        "Продолжение следует...",
        "Спасибо за просмотр!",
        "Подписывайтесь на наш канал",
        "Назарларыңызға рахмет!",
        "Көргендеріңізге рақмет емес, көргендеріңізге рахмет.",
        "Жалғасы бар.",
        "Арнамызға жазылыңыздар",
        "Thanks for watching!",
        "Subtitles by the Amara.org community",
        "Altyazı M.K.",
        "İzlediğiniz için teşekkür ederim.",
        "♪ ♪",
        "[Музыка]",
        "Thank you.",
    ],
)
def test_what_subtitles_say_is_flagged(text):
    assert flags.KNOWN_PHRASE in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "иә иә иә иә иә иә",
        "бір күні, бір күні, бір күні, бір күні",
        "аңыз " * 30,
        "ааааааааааа",
        "мен сол кезде ауылға бардым " * 4,
    ],
)
def test_what_goes_round_is_flagged(text):
    assert flags.LOOP in found(text)


def test_too_fast_unsure_and_of_unsure_language():
    assert found("Апам ерте тұрып, нан пісіріп, бізді оятатын.", seconds=1.0) == (flags.TOO_FAST,)
    assert found("Апам келді.", confidence=0.1, certainty=0.5) == (
        flags.UNSURE,
        flags.LANGUAGE_UNSURE,
    )
    assert found("Апам келді.", voiced=0.1) == (flags.NO_VOICE,)


@pytest.mark.parametrize(
    "text",
    [
        "Таңертең апам ерте тұратын.",
        "Да, да, конечно, мы там были все вместе.",
        "Спасибо вам, внучка. Рахмет, балам.",
        "Музыка играла весь вечер, и мы танцевали.",
        "Біз киноға барып, музыка тыңдадық.",
        "1000000 теңге",
        "",
    ],
)
def test_everyday_speech_is_not(text):
    assert found(text) == ()


@given(
    st.text(max_size=300),
    st.floats(0, 60),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 1),
    st.booleans(),
)
def test_flags_come_once_and_in_order(text, seconds, confidence, certainty, voiced, loop):
    got = flags.flags_of(
        text,
        seconds=seconds,
        confidence=confidence,
        certainty=certainty,
        voiced=voiced,
        loop=loop,
    )
    assert list(got) == [flag for flag in flags.FLAGS if flag in got]
    assert (flags.UNSURE in got) == (confidence < flags.LEAST_CONFIDENCE)
    assert (flags.NO_VOICE in got) == (voiced < flags.LEAST_VOICED)
    assert not loop or flags.LOOP in got


@given(st.lists(st.sampled_from(["Иә.", "иә", "Жоқ", "", "Ол келді"]), max_size=20))
def test_neighbours_that_say_the_same_three_times(texts):
    places = flags.loops_over(texts)
    plain = [text.lower().strip(".") for text in texts]
    for place, text in enumerate(plain):
        first = last = place
        while first > 0 and plain[first - 1] == text:
            first -= 1
        while last + 1 < len(plain) and plain[last + 1] == text:
            last += 1
        assert (place in places) == (bool(text) and last - first >= 2)


@given(st.integers(1, 6), st.integers(4, 9))
def test_any_short_round_is_found(size, turns):
    words = ["апам", "келді", "нан", "пісірді", "бізді", "оятты"][:size]
    assert flags.looping(" ".join(words * turns))
