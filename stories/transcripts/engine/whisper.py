"""Whisper on CTranslate2: what was heard, its languages, its words."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.flags import looping
from stories.transcripts.engine.hearing import Heard, alike, frames_for, most_tokens, padded
from stories.transcripts.engine.loading import loaded
from stories.transcripts.engine.options import AUTO
from stories.transcripts.engine.sound import RATE, Wave
from stories.transcripts.engine.types import Word
from stories.transcripts.engine.wording import APPENDED, PREPENDED, spoken_words

BEAM = 5
# Without a penalty the small models go round in circles in Kazakh; a second try with chance in
# it would give another text each time.
REPETITION_PENALTY = 1.1
SECOND_TRY: Mapping[str, Any] = {"repetition_penalty": 1.3, "no_repeat_ngram_size": 3}
MOST_TOKENS = 448
MOST_HINT_TOKENS = 120


class Whisper:
    """One loaded model. The same sound, languages and hints give the same answer every time.

    Each stretch's answer is its own: it does not depend on what it is decoded together with.
    """

    def __init__(
        self, folder: Path, *, threads: int, device: str = AUTO, compute: str = AUTO
    ) -> None:
        self._model: Any = loaded(folder, threads=threads, device=device, compute=compute)
        self._tokenizers: dict[str, Any] = {}

    def check_languages(self, languages: Sequence[str]) -> None:
        """Raise EngineFailed when Whisper has never heard of one of them."""
        if not languages or set(languages) - set(self._model.supported_languages):
            raise EngineFailed("unknown_language")

    def hear(self, waves: Sequence[Wave]) -> list[Heard]:
        """What the encoder makes of each stretch of sound."""
        lengths = [frames_for(wave) for wave in waves]
        found: dict[int, Heard] = {}
        for places in alike(lengths):
            frames = lengths[places[0]]
            features = np.stack([self._features(waves[place], frames) for place in places])
            encoded = np.array(self._model.model.encode(_stored(features), to_cpu=True))
            for place, encoding in zip(places, encoded, strict=True):
                found[place] = Heard(len(waves[place]) / RATE, encoding.copy())
        return [found[place] for place in range(len(waves))]

    def languages_of(self, heard: Sequence[Heard]) -> list[Mapping[str, float]]:
        """The probability of each language Whisper knows, for each stretch."""
        found: dict[int, Mapping[str, float]] = {}
        for places in _together(heard):
            answers = self._model.model.detect_language(_joined(heard, places))
            for place, answer in zip(places, answers, strict=True):
                found[place] = {token[2:-2]: float(chance) for token, chance in answer}
        return [found[place] for place in range(len(heard))]

    def words_of(
        self, heard: Sequence[Heard], languages: Sequence[str], hints: Sequence[str]
    ) -> list[list[Word]]:
        """Each stretch's words in its language; times are seconds from the stretch's start."""
        found: dict[int, list[Word]] = {}
        for places in _together(heard):
            tokens = self._written(heard, languages, hints, places)
            round_and_round = [
                place for place in places if self._loops(heard[place], tokens[place])
            ]
            again = self._written(heard, languages, hints, round_and_round, **SECOND_TRY)
            tokens |= {
                place: said for place, said in again.items() if not self._loops(heard[place], said)
            }
            for language in sorted({languages[place] for place in places}):
                these = [place for place in places if languages[place] == language]
                found |= self._aligned(heard, tokens, these, language)
        return [found[place] for place in range(len(heard))]

    def _features(self, wave: Wave, frames: int) -> Any:
        return padded(self._model.feature_extractor(wave), frames)

    def _tokenizer(self, language: str) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._model.hf_tokenizer, True, task="transcribe", language=language
            )
        return self._tokenizers[language]

    def _written(
        self,
        heard: Sequence[Heard],
        languages: Sequence[str],
        hints: Sequence[str],
        places: Sequence[int],
        **more: Any,
    ) -> dict[int, list[int]]:
        from faster_whisper.transcribe import get_suppressed_tokens

        if not places:
            return {}
        tokenizer = self._tokenizer(languages[places[0]])
        prompts = [self._prompt(languages[place], hints) for place in places]
        room = most_tokens(len(heard[places[0]].encoding) * 2)
        results = self._model.model.generate(
            _joined(heard, places),
            prompts,
            beam_size=BEAM,
            # CTranslate2 gives half of this to the answer.
            max_length=min(max(2 * room, len(prompts[0]) + room), MOST_TOKENS),
            suppress_blank=True,
            suppress_tokens=list(get_suppressed_tokens(tokenizer, [-1])),
            **{"repetition_penalty": REPETITION_PENALTY, **more},
        )
        return {
            place: [token for token in found.sequences_ids[0] if token < tokenizer.eot]
            for place, found in zip(places, results, strict=True)
        }

    def _loops(self, heard: Heard, tokens: Sequence[int]) -> bool:
        full = len(tokens) >= min(most_tokens(len(heard.encoding) * 2), MOST_TOKENS // 2) - 1
        return full or looping(self._tokenizer("ru").decode(tokens))

    def _prompt(self, language: str, hints: Sequence[str]) -> list[int]:
        tokenizer, prompt = self._tokenizer(language), []
        if hints:
            said = tokenizer.encode(" " + ", ".join(hints).strip())
            prompt = [tokenizer.sot_prev, *said[:MOST_HINT_TOKENS]]
        return [*prompt, *tokenizer.sot_sequence, tokenizer.no_timestamps]

    def _aligned(
        self,
        heard: Sequence[Heard],
        tokens: Mapping[int, list[int]],
        places: Sequence[int],
        language: str,
    ) -> dict[int, list[Word]]:
        from faster_whisper.transcribe import merge_punctuations

        found: dict[int, list[Word]] = {place: [] for place in places}
        spoken = [place for place in places if tokens[place]]
        if not spoken:
            return found
        alignments = self._model.find_alignment(
            self._tokenizer(language),
            [tokens[place] for place in spoken],
            _joined(heard, spoken),
            [heard[place].frames for place in spoken],
        )
        for place, alignment in zip(spoken, alignments, strict=True):
            merge_punctuations(alignment, PREPENDED, APPENDED)
            text = self._tokenizer(language).decode(tokens[place])
            found[place] = spoken_words(alignment, text, heard[place].seconds)
        return found


def _together(heard: Sequence[Heard]) -> Iterable[list[int]]:
    return alike([len(one.encoding) * 2 for one in heard])


def _joined(heard: Sequence[Heard], places: Sequence[int]) -> Any:
    return _stored(np.stack([heard[place].encoding for place in places]))


def _stored(values: Any) -> Any:
    from faster_whisper.transcribe import get_ctranslate2_storage

    return get_ctranslate2_storage(values)
