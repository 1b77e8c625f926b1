"""Whisper on CTranslate2: languages of a stretch, texts and words of a batch of windows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.sound import RATE, Wave
from stories.transcripts.engine.types import Word

FRAMES = 3000
LISTEN_SECONDS = 10
BEAM = 5
# Without a penalty the small models go round in circles in Kazakh; a second try with chance in
# it would give another text each time.
REPETITION_PENALTY = 1.1
MOST_TOKENS = 448
MOST_HINT_TOKENS = 120
PREPENDED, APPENDED = "\"'“¿([{-«", "\"'.。,，!！?？:：”)]}、»…"
Features = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Piece:
    """A window's sound and language, to be written down."""

    wave: Wave
    language: str


class Whisper:
    """One loaded model. The same sound, languages and hints give the same answer every time."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        from faster_whisper import WhisperModel

        self._model: Any = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads
        )
        self._tokenizers: dict[str, Any] = {}

    def check_languages(self, languages: Sequence[str]) -> None:
        """Raise EngineFailed when Whisper has never heard of one of them."""
        if not languages or set(languages) - set(self._model.supported_languages):
            raise EngineFailed("unknown_language")

    def languages_of(self, wave: Wave) -> Mapping[str, float]:
        """The probability of each language in the first ten seconds.

        The encoder is given only the frames there are: a fifth of the time of padding to 30 s.
        """
        features = self._features(wave[: LISTEN_SECONDS * RATE])
        encoded = self._model.encode(features[:, : features.shape[1] // 2 * 2])
        (heard,) = self._model.model.detect_language(encoded)
        return {token[2:-2]: float(probability) for token, probability in heard}

    def words_of(self, pieces: Sequence[Piece], hints: Sequence[str]) -> list[list[Word]]:
        """Each piece's words; times are seconds from the start of the piece."""
        features = np.stack([self._padded(piece.wave) for piece in pieces])
        encoded = self._model.encode(features)
        tokens = self._written(encoded, pieces, hints)
        found: list[list[Word]] = [[] for _ in pieces]
        for language in sorted({piece.language for piece in pieces}):
            places = [
                place
                for place, piece in enumerate(pieces)
                if piece.language == language and tokens[place]
            ]
            for place, words in zip(
                places, self._aligned(encoded, pieces, tokens, places, language), strict=True
            ):
                found[place] = words
        return found

    def _features(self, wave: Wave) -> Features:
        found: Features = self._model.feature_extractor(wave)
        return found[:, :FRAMES].astype(np.float32)

    def _padded(self, wave: Wave) -> Features:
        features = self._features(wave)
        return np.pad(features, ((0, 0), (0, FRAMES - features.shape[1])))

    def _tokenizer(self, language: str) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._model.hf_tokenizer, True, task="transcribe", language=language
            )
        return self._tokenizers[language]

    def _written(
        self, encoded: Any, pieces: Sequence[Piece], hints: Sequence[str]
    ) -> list[list[int]]:
        from faster_whisper.transcribe import get_suppressed_tokens

        prompts = [self._prompt(piece.language, hints) for piece in pieces]
        results = self._model.model.generate(
            encoded,
            prompts,
            beam_size=BEAM,
            repetition_penalty=REPETITION_PENALTY,
            max_length=MOST_TOKENS,
            suppress_blank=True,
            suppress_tokens=list(get_suppressed_tokens(self._tokenizer(pieces[0].language), [-1])),
        )
        end = self._tokenizer(pieces[0].language).eot
        return [[token for token in found.sequences_ids[0] if token < end] for found in results]

    def _prompt(self, language: str, hints: Sequence[str]) -> list[int]:
        tokenizer, prompt = self._tokenizer(language), []
        if hints:
            said = tokenizer.encode(" " + ", ".join(hints).strip())
            prompt = [tokenizer.sot_prev, *said[:MOST_HINT_TOKENS]]
        return [*prompt, *tokenizer.sot_sequence, tokenizer.no_timestamps]

    def _aligned(
        self,
        encoded: Any,
        pieces: Sequence[Piece],
        tokens: Sequence[list[int]],
        places: Sequence[int],
        language: str,
    ) -> list[list[Word]]:
        from faster_whisper.transcribe import get_ctranslate2_storage, merge_punctuations

        if not places:
            return []
        found = self._model.find_alignment(
            self._tokenizer(language),
            [tokens[place] for place in places],
            get_ctranslate2_storage(np.array(encoded)[list(places)]),
            [min(len(pieces[place].wave) // (RATE // 100), FRAMES) for place in places],
        )
        for alignment in found:
            merge_punctuations(alignment, PREPENDED, APPENDED)
        return [
            _words(alignment) or self._unaligned(pieces[place], tokens[place], language)
            for alignment, place in zip(found, places, strict=True)
        ]

    def _unaligned(self, piece: Piece, tokens: list[int], language: str) -> list[Word]:
        """One word over the whole piece: text without times is text all the same."""
        text = self._tokenizer(language).decode(tokens)
        return [Word(0.0, len(piece.wave) / RATE, text, 0.0)] if text.strip() else []


def _words(alignment: Sequence[Mapping[str, Any]]) -> list[Word]:
    """Words as spaces part them; a hyphen's two sides are one word, as doubtful as its worse."""
    words: list[Word] = []
    for at in alignment:
        if not at["word"].strip():
            continue
        chance = round(float(at["probability"]), 4)
        word = Word(float(at["start"]), float(at["end"]), at["word"], chance)
        if words and not word.text.startswith(" "):
            word = _glued(words.pop(), word)
        words.append(word)
    return words


def _glued(left: Word, right: Word) -> Word:
    text = left.text + right.text
    return Word(left.start, right.end, text, min(left.probability, right.probability))
