"""Whisper as OpenAI published it, on torch: the same questions and answers as `whisper`.

Needs the extra `openai`. Everything of openai-whisper is imported when it is first needed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.flags import looping
from stories.transcripts.engine.hearing import Heard, alike, frames_for, most_tokens, padded
from stories.transcripts.engine.loading import code_for
from stories.transcripts.engine.options import AUTO
from stories.transcripts.engine.sound import RATE, Wave
from stories.transcripts.engine.types import Word
from stories.transcripts.engine.wording import APPENDED, PREPENDED, spoken_words

FOLDER = "openai"
BEAM, REPETITION_PENALTY, SECOND_PENALTY = 5, 1.1, 1.3
MOST_TOKENS, MOST_HINT_TOKENS = 224, 120


def checkpoint_of(models: Path, name: str) -> Path:
    """A checkpoint's file: an absolute path, or NAME.pt in `openai` of the folder of models.

    Raises EngineFailed: unknown_model.
    """
    given = Path(name)
    plain = bool(name) and name == given.name and not name.startswith(".")
    found = given if given.is_absolute() else models / FOLDER / f"{name}.pt"
    if not (given.is_absolute() or plain) or not found.is_file():
        raise EngineFailed("unknown_model", name)
    return found


class OpenAIWhisper:
    """One loaded checkpoint. The same sound, languages and hints give the same answer."""

    def __init__(self, checkpoint: Path, *, threads: int, device: str = AUTO) -> None:
        try:
            import torch
            import whisper
        except ImportError as error:
            raise EngineFailed("engine_missing", repr(error)) from error
        torch.set_num_threads(threads)
        self._torch: Any = torch
        self._whisper: Any = whisper
        self._device = device if device != AUTO else _device(torch)
        self._model: Any = self._loaded(checkpoint)

    def _loaded(self, checkpoint: Path) -> Any:
        from whisper.model import ModelDimensions, Whisper

        try:
            kept = self._torch.load(checkpoint, map_location="cpu", weights_only=True)
            model = Whisper(ModelDimensions(**kept["dims"]))
            model.load_state_dict(kept["model_state_dict"])
        except MemoryError as error:
            raise EngineFailed("no_memory", repr(error)) from error
        except Exception as error:  # whatever torch's readers raise for a file of another kind
            raise EngineFailed(code_for(str(error)), repr(error)) from error
        heads = kept.get("alignment_heads")
        if heads is not None:
            model.register_buffer("alignment_heads", heads.to_sparse(), persistent=False)
        return model.to(self._device).eval()

    def check_languages(self, languages: Sequence[str]) -> None:
        """Raise EngineFailed when Whisper has never heard of one of them."""
        if not languages or set(languages) - set(self._tokenizer("en").all_language_codes):
            raise EngineFailed("unknown_language")

    def hear(self, waves: Sequence[Wave]) -> list[Heard]:
        """What the encoder makes of each stretch of sound."""
        lengths = [frames_for(wave) for wave in waves]
        found: dict[int, Heard] = {}
        for places in alike(lengths):
            features = [
                padded(self._features(waves[place]), lengths[places[0]]) for place in places
            ]
            for place, encoding in zip(places, self._encoded(np.stack(features)), strict=True):
                found[place] = Heard(len(waves[place]) / RATE, encoding)
        return [found[place] for place in range(len(waves))]

    def _features(self, wave: Wave) -> Any:
        mel = self._whisper.log_mel_spectrogram(
            self._torch.from_numpy(wave), self._model.dims.n_mels
        )
        return mel.numpy()

    def _encoded(self, features: Any) -> Any:
        """The encoder on fewer frames than 3000, which its own `forward` refuses."""
        gelu, encoder = self._torch.nn.functional.gelu, self._model.encoder
        with self._torch.no_grad():
            x = self._torch.from_numpy(features).to(self._device)
            x = gelu(encoder.conv2(gelu(encoder.conv1(x)))).permute(0, 2, 1)
            x = x + encoder.positional_embedding[: x.shape[1]]
            for block in encoder.blocks:
                x = block(x)
            return encoder.ln_post(x).cpu().numpy()

    def languages_of(self, heard: Sequence[Heard]) -> list[Mapping[str, float]]:
        """The probability of each language Whisper knows, for each stretch."""
        tokenizer = self._tokenizer("en")
        codes, tokens = tokenizer.all_language_codes, list(tokenizer.all_language_tokens)
        found: dict[int, Mapping[str, float]] = {}
        for places in _together(heard):
            asked = self._torch.tensor([[tokenizer.sot]] * len(places)).to(self._device)
            with self._torch.no_grad():
                logits = self._model.logits(asked, self._joined(heard, places))[:, 0, tokens]
            for place, row in zip(places, logits.softmax(dim=-1).tolist(), strict=True):
                found[place] = dict(zip(codes, row, strict=True))
        return [found[place] for place in range(len(heard))]

    def words_of(
        self, heard: Sequence[Heard], languages: Sequence[str], hints: Sequence[str]
    ) -> list[list[Word]]:
        """Each stretch's words in its language; times are seconds from the stretch's start."""
        found: dict[int, list[Word]] = {}
        for together in _together(heard):
            for language in sorted({languages[place] for place in together}):
                places = [place for place in together if languages[place] == language]
                for place, tokens in self._written(heard, places, language, hints).items():
                    found[place] = self._aligned(heard[place], tokens, language)
        return [found[place] for place in range(len(heard))]

    def _written(
        self, heard: Sequence[Heard], places: Sequence[int], language: str, hints: Sequence[str]
    ) -> dict[int, list[int]]:
        tokens = self._decoded(heard, places, language, hints, REPETITION_PENALTY)
        again = [place for place in places if self._loops(tokens[place], language)]
        second = self._decoded(heard, again, language, hints, SECOND_PENALTY)
        better = {place: said for place, said in second.items() if not self._loops(said, language)}
        return tokens | better

    def _loops(self, tokens: Sequence[int], language: str) -> bool:
        return looping(self._tokenizer(language).decode(tokens))

    def _decoded(
        self,
        heard: Sequence[Heard],
        places: Sequence[int],
        language: str,
        hints: Sequence[str],
        penalty: float,
    ) -> dict[int, list[int]]:
        from stories.transcripts.engine.openai_decoding import task_for

        if not places:
            return {}
        prompt = self._tokenizer(language).encode(" " + ", ".join(hints)) if hints else []
        task = task_for(
            self._model,
            penalty=penalty,
            language=language,
            beam_size=BEAM,
            prompt=prompt[:MOST_HINT_TOKENS] or None,
            without_timestamps=True,
            fp16=False,
            sample_len=min(most_tokens(len(heard[places[0]].encoding) * 2), MOST_TOKENS),
        )
        results = task.run(self._joined(heard, places))
        return {place: one.tokens for place, one in zip(places, results, strict=True)}

    def _aligned(self, heard: Heard, tokens: list[int], language: str) -> list[Word]:
        from whisper.timing import find_alignment, merge_punctuations

        from stories.transcripts.engine.openai_decoding import Encoded

        if not tokens:
            return []
        tokenizer = self._tokenizer(language)
        encoding = self._torch.from_numpy(heard.encoding).to(self._device)
        timings = find_alignment(Encoded(self._model), tokenizer, tokens, encoding, heard.frames)
        merge_punctuations(timings, PREPENDED, APPENDED)
        return spoken_words([vars(one) for one in timings], tokenizer.decode(tokens), heard.seconds)

    def _tokenizer(self, language: str) -> Any:
        from whisper.tokenizer import get_tokenizer

        return get_tokenizer(
            self._model.is_multilingual,
            num_languages=self._model.num_languages,
            language=language,
            task="transcribe",
        )

    def _joined(self, heard: Sequence[Heard], places: Sequence[int]) -> Any:
        stacked = np.stack([heard[place].encoding for place in places])
        return self._torch.from_numpy(stacked).to(self._device)


def _device(torch: Any) -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def _together(heard: Sequence[Heard]) -> list[list[int]]:
    return list(alike([len(one.encoding) * 2 for one in heard]))
