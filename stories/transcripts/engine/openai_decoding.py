"""What openai-whisper's decoder has to be taught: fewer frames, and not to say things twice."""

from typing import Any

import torch
from whisper.decoding import DecodingOptions, DecodingTask, LogitFilter


class Encoded:
    """A model that takes what was encoded before instead of a spectrogram."""

    def __init__(self, model: Any) -> None:
        self.dims, self.decoder, self.device = model.dims, model.decoder, model.device
        self.alignment_heads = model.alignment_heads

    def __call__(self, encoded: Any, tokens: Any) -> Any:
        return self.decoder(tokens, encoded)


class Repetition(LogitFilter):
    """Makes tokens less likely that were said before, as CTranslate2 does it."""

    def __init__(self, penalty: float, begin: int) -> None:
        self.penalty, self.begin = penalty, begin

    def apply(self, logits: Any, tokens: Any) -> None:
        said = tokens[:, self.begin :]
        if said.shape[1]:
            scores = logits.gather(1, said)
            scores = torch.where(scores < 0, scores * self.penalty, scores / self.penalty)
            logits.scatter_(1, said, scores)


class _Task(DecodingTask):
    def _get_audio_features(self, mel: Any) -> Any:
        return mel


def task_for(model: Any, *, penalty: float, **options: Any) -> DecodingTask:
    """A decoder of encoded sound, [batch, positions, width], with a penalty for repetitions."""
    task = _Task(model, DecodingOptions(**options))
    task.logit_filters.append(Repetition(penalty, task.sample_begin))
    return task
