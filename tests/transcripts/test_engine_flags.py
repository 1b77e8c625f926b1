import pytest

from stories.transcripts.engine import flags


def found(text, *, seconds=10.0, confidence=0.9, certainty=1.0):
    return flags.flags_of(text, seconds=seconds, confidence=confidence, certainty=certainty)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Субтитры сделал DimaTorzok", flags.KNOWN_PHRASE),
        ("Продолжение следует...", flags.KNOWN_PHRASE),
        ("иә иә иә иә иә иә", flags.LOOP),
        ("бір күні, бір күні, бір күні, бір күні", flags.LOOP),
        ("аңыз " * 30, flags.LOOP),
    ],
)
def test_what_nobody_said_is_flagged(text, flag):
    assert flag in found(text)


def test_too_fast_unsure_and_of_unsure_language():
    assert found("Апам ерте тұрып, нан пісіріп, бізді оятатын.", seconds=1.0) == (flags.TOO_FAST,)
    assert found("Апам келді.", confidence=0.1, certainty=0.5) == (
        flags.UNSURE,
        flags.LANGUAGE_UNSURE,
    )


@pytest.mark.parametrize(
    "text", ["Таңертең апам ерте тұратын.", "Да, да, конечно, мы там были все вместе.", ""]
)
def test_everyday_speech_is_not(text):
    assert found(text) == ()
