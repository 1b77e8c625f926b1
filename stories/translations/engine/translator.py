"""A translation model on CTranslate2, loaded from its folder."""

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.loading import code_for, compute_for, device_for
from stories.translations.engine.folder import Folder
from stories.translations.engine.sentences import sentences
from stories.translations.mixed import parts_of

BEAM: Final = 4
MOST_TOKENS: Final = 512
TOGETHER: Final = 16
STEP: Final = 64
_OWN: Final = {"model_incomplete": "translator_incomplete", "not_whisper": "not_translator"}


class Translator:
    """One loaded model. The same text and languages give the same answer every time."""

    def __init__(self, folder: Folder, *, threads: int, device: str, compute: str) -> None:
        self.folder = folder
        self._pieces: Any = _sentencepiece(folder)
        self._model: Any = _loaded(folder, threads=threads, device=device, compute=compute)

    def draft(self, text: str, source: str, target: str) -> str:
        """A passage in the target language; what is in it already stays as it is.

        Empty where the model does not know the languages.
        """
        if not self.folder.translates(source, target):
            return ""
        parts = parts_of(text, source, target)
        asked = [one for part in parts if part.language != target for one in sentences(part.text)]
        told = iter(self.sentences(asked, source, target))
        found: list[str] = []
        for part in parts:
            if part.language == target:
                found.append(part.text)
            else:
                found.extend(islice(told, len(sentences(part.text))))
        return " ".join(" ".join(found).split())

    def sentences(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Each sentence by itself, whatever it is translated together with."""
        manner = self.folder.manner
        prefix = manner.prefix.get(target, "")
        asked = [
            manner.asked(self._pieces.encode(prefix + one, out_type=str), source, target)
            for one in texts
        ]
        found: dict[int, str] = {}
        for room in sorted({_room(one) for one in asked}):
            places = [at for at, one in enumerate(asked) if _room(one) == room]
            for first in range(0, len(places), TOGETHER):
                part = places[first : first + TOGETHER]
                told = self._together([asked[at] for at in part], target, room)
                found.update(zip(part, told, strict=True))
        return [found[at] for at in range(len(asked))]

    def _together(self, asked: list[list[str]], target: str, room: int) -> list[str]:
        manner = self.folder.manner
        begins = manner.begins(target)
        answers = self._model.translate_batch(
            asked,
            target_prefix=[begins] * len(asked) if begins else None,
            beam_size=BEAM,
            max_input_length=MOST_TOKENS,
            max_decoding_length=room,
        )
        return [self._text(manner.said(one.hypotheses[0])) for one in answers]

    def _text(self, pieces: list[str]) -> str:
        return " ".join(str(self._pieces.decode(pieces)).split()) if pieces else ""


def _room(asked: Sequence[str]) -> int:
    """Tokens an answer may have; those with the same room are translated together."""
    return min(-(-(2 * len(asked) + 16) // STEP) * STEP, MOST_TOKENS)


def _sentencepiece(folder: Folder) -> Any:
    from sentencepiece import SentencePieceProcessor

    try:
        return SentencePieceProcessor(model_file=str(folder.pieces))
    except (RuntimeError, OSError, ValueError) as error:
        raise EngineFailed("translator_incomplete", f"{folder.pieces.name}: {error}") from error


def _loaded(folder: Folder, *, threads: int, device: str, compute: str) -> Any:
    import ctranslate2

    where = device_for(device)
    try:
        return ctranslate2.Translator(
            str(folder.path),
            device=where,
            compute_type=compute_for(compute, where),
            inter_threads=1,
            intra_threads=threads,
        )
    except (RuntimeError, ValueError, MemoryError) as error:
        code = code_for(str(error) or repr(error))
        raise EngineFailed(_OWN.get(code, code), repr(error)) from error
