"""Why no draft was made, for the command line; the pages' sentences are in ``reasons``."""

from typing import Final

from stories.transcripts.engine.errors import EngineFailed

SENTENCES: Final = {
    "no_translator": "No engine for drafts is set; see docs/translating.md.",
    "translator_missing": "There is no such folder with a model for translating.",
    "translator_incomplete": "The model's folder is not whole; copy the model there again.",
    "not_translator": (
        "What lies in the folder is no translation model of a known kind; `translation.json` in it "
        "may name the kind."
    ),
    "way_unknown": (
        "A T5 model goes one way: say which in `translation.json`, as in "
        '{"kind": "t5", "directions": ["kk-ru"]}.'
    ),
    "wrong_way": "The model does not translate that way.",
    "model_changed": (
        "The model's weights are no longer those that were used before. If that is meant, remove "
        "the file with the ending .sha256 beside them."
    ),
    "killed": "The drafting was ended from outside, perhaps for lack of memory.",
    "stalled": "The drafting made no progress for too long and was ended.",
    "crashed": "The drafting stopped unexpectedly.",
}


def sentence_for(error: EngineFailed) -> str:
    """What a person reads at the command line."""
    return SENTENCES.get(error.code) or error.sentence
