"""A CTranslate2 model into memory, on what there is, or a reason why not."""

from pathlib import Path
from typing import Any

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.options import AUTO

_MEMORY = ("bad_alloc", "bad allocation", "allocate memory", "out of memory")
_CUT_OFF = ("incomplete", "failed to read", "unexpected end", "payload size", "eof while")


def device_for(device: str) -> str:
    """`cuda` where that is asked for, or left open and CTranslate2 sees a graphics card."""
    import ctranslate2

    if device != AUTO:
        return device
    return "cuda" if ctranslate2.get_cuda_device_count() > 0 else "cpu"


def compute_for(compute: str, device: str) -> str:
    """The type of numbers to calculate with on this device."""
    if compute != AUTO:
        return compute
    return "float16" if device == "cuda" else "int8"


def loaded(folder: Path, *, threads: int, device: str, compute: str) -> Any:
    """The model in the folder; raises EngineFailed: not_whisper, model_incomplete, no_memory."""
    from faster_whisper import WhisperModel

    where = device_for(device)
    try:
        model = WhisperModel(
            str(folder),
            device=where,
            compute_type=compute_for(compute, where),
            cpu_threads=threads,
            local_files_only=True,
        )
    except MemoryError as error:
        raise EngineFailed("no_memory", repr(error)) from error
    except Exception as error:  # tokenizers raise bare Exception; each library has its own
        raise EngineFailed(code_for(str(error)), repr(error)) from error
    _require_every_word(folder, model)
    return model


def _require_every_word(folder: Path, model: Any) -> None:
    """A vocabulary that ends early is taken by CTranslate2, which then knows no languages."""
    vocabulary = folder / "vocabulary.txt"
    if vocabulary.is_file():
        words = vocabulary.read_bytes().count(b"\n") + 1
        if words < model.hf_tokenizer.get_vocab_size():
            raise EngineFailed("model_incomplete", f"{vocabulary}: {words} words")


def code_for(said: str) -> str:
    """The code of EngineFailed for what a library said when it could not load a model."""
    plain = said.lower()
    if any(word in plain for word in _MEMORY):
        return "no_memory"
    return "model_incomplete" if any(word in plain for word in _CUT_OFF) else "not_whisper"
