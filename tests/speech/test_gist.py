"""Whisper made to write Kazakh sound down in Russian, by its real weights, in its real child."""

import json

import pytest

from stories.translations.engine import WHISPER, Asked, Begun, Done, Drafted, Passage, draft

pytestmark = pytest.mark.speech
MOST = 3


def test_it_writes_something_in_russian_letters_and_says_with_what(models, speech):
    audio = speech / "kk_codeswitch_4min_ccby.opus"
    said = json.loads(audio.with_suffix(".json").read_text("utf-8"))[:MOST]
    passages = tuple(
        Passage(at, one["text"], "kk", "ru", int(one["start"] * 1000), int(one["end"] * 1000))
        for at, one in enumerate(said)
    )
    long_gone = Passage(MOST, "", "kk", "ru", 10**9, 10**9 + 5000)
    asked = Asked(WHISPER, models, {"ru": "base"}, (*passages, long_gone), audio=audio)
    begun, *drafts, done = list(draft(asked))
    assert isinstance(begun, Begun)
    assert isinstance(done, Done)
    assert begun.models["ru"].name == "base"
    told = {one.place: one.text for one in drafts if isinstance(one, Drafted)}
    assert all(told[at] for at in range(MOST))
    assert told[MOST] == "", "what lies behind the end of the sound has no gist"
    assert not set("әғқңөұүһі") & set(" ".join(told.values()).casefold())
