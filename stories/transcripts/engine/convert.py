"""Whisper's weights from CTranslate2's file into OpenAI's form, for openai-whisper.

The file: a version, the kind and its revision, then variables, each with its name, shape, type and
bytes, then names that stand for others. Numbers are little-endian; a string has its length in
front and a zero behind. Attention's matrices lie joined in CTranslate2 and apart in OpenAI's form.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

TYPES: Final = {0: "<f4", 1: "<i1", 2: "<i2", 3: "<i4", 4: "<f2"}
KIND: Final = "WhisperSpec"
Array = NDArray[Any]


class NotConvertible(Exception):
    """The file is no Whisper model in CTranslate2's form with float weights."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Sizes, weights by OpenAI's names, and the heads that tell where a word is: (layer, head)."""

    dims: dict[str, int]
    weights: dict[str, Array]
    heads: list[tuple[int, int]]


def checkpoint_from(folder: Path) -> Checkpoint:
    """Read a CTranslate2 Whisper model; raises NotConvertible or OSError."""
    try:
        with (folder / "model.bin").open("rb") as file:
            found = dict(_variables(file))
        config = json.loads((folder / "config.json").read_text("utf-8"))
        weights = {name: array.astype(np.float32) for name, array in _renamed(found)}
        heads = [(int(layer), int(head)) for layer, head in config["alignment_heads"]]
        return Checkpoint(_dims(found, weights), weights, heads)
    except (struct.error, KeyError, ValueError, UnicodeDecodeError) as error:
        raise NotConvertible(str(folder)) from error


def write_checkpoint(checkpoint: Checkpoint, target: Path) -> None:
    """Save it as `whisper.load_model` reads it; needs torch."""
    import torch

    dims = checkpoint.dims
    heads = torch.zeros(dims["n_text_layer"], dims["n_text_head"], dtype=torch.bool)
    for layer, head in checkpoint.heads:
        heads[layer, head] = True
    state = {name: torch.from_numpy(array) for name, array in checkpoint.weights.items()}
    torch.save({"dims": dims, "model_state_dict": state, "alignment_heads": heads}, target)


def _variables(file: IO[bytes]) -> Iterator[tuple[str, Array]]:
    _number(file, "I")
    if _string(file) != KIND:
        raise NotConvertible(KIND)
    _number(file, "I")
    for _ in range(_number(file, "I")):
        name = _string(file)
        shape = [_number(file, "I") for _ in range(_number(file, "B"))]
        kind, size = TYPES[_number(file, "B")], _number(file, "I")
        yield name, np.frombuffer(_read(file, size), dtype=kind).reshape(shape)


def _read(file: IO[bytes], size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise NotConvertible("cut off")
    return data


def _number(file: IO[bytes], kind: str) -> int:
    (value,) = struct.unpack(f"<{kind}", _read(file, struct.calcsize(f"<{kind}")))
    return int(value)


def _string(file: IO[bytes]) -> str:
    return _read(file, _number(file, "H"))[:-1].decode()


def _dims(found: dict[str, Array], weights: dict[str, Array]) -> dict[str, int]:
    width, bands, _ = weights["encoder.conv1.weight"].shape
    words, text_width = weights["decoder.token_embedding.weight"].shape
    return {
        "n_mels": bands,
        "n_audio_ctx": len(weights["encoder.positional_embedding"]),
        "n_audio_state": width,
        "n_audio_head": int(found["encoder/num_heads"]),
        "n_audio_layer": _layers(found, "encoder"),
        "n_vocab": words,
        "n_text_ctx": len(weights["decoder.positional_embedding"]),
        "n_text_state": text_width,
        "n_text_head": int(found["decoder/num_heads"]),
        "n_text_layer": _layers(found, "decoder"),
    }


def _layers(found: dict[str, Array], side: str) -> int:
    return len(
        {name.split("/")[1] for name in found if name.startswith(f"{side}/layer_")} - {"layer_norm"}
    )


_PLAIN: Final = {
    "encoder/conv1/weight": "encoder.conv1.weight",
    "encoder/conv1/bias": "encoder.conv1.bias",
    "encoder/conv2/weight": "encoder.conv2.weight",
    "encoder/conv2/bias": "encoder.conv2.bias",
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "encoder/layer_norm/gamma": "encoder.ln_post.weight",
    "encoder/layer_norm/beta": "encoder.ln_post.bias",
    "decoder/embeddings/weight": "decoder.token_embedding.weight",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/layer_norm/gamma": "decoder.ln.weight",
    "decoder/layer_norm/beta": "decoder.ln.bias",
}
_IN_A_LAYER: Final = {
    "self_attention/layer_norm/gamma": "attn_ln.weight",
    "self_attention/layer_norm/beta": "attn_ln.bias",
    "self_attention/linear_0": "attn.query attn.key attn.value",
    "self_attention/linear_1": "attn.out",
    "attention/layer_norm/gamma": "cross_attn_ln.weight",
    "attention/layer_norm/beta": "cross_attn_ln.bias",
    "attention/linear_0": "cross_attn.query",
    "attention/linear_1": "cross_attn.key cross_attn.value",
    "attention/linear_2": "cross_attn.out",
    "ffn/layer_norm/gamma": "mlp_ln.weight",
    "ffn/layer_norm/beta": "mlp_ln.bias",
    "ffn/linear_0": "mlp.0",
    "ffn/linear_1": "mlp.2",
}


def _renamed(found: dict[str, Array]) -> Iterator[tuple[str, Array]]:
    for name, array in found.items():
        side, *rest = name.split("/")
        if name in _PLAIN:
            yield _PLAIN[name], array
        elif rest and rest[0].startswith("layer_") and rest[0] != "layer_norm":
            yield from _in_a_layer(f"{side}.blocks.{rest[0][6:]}", "/".join(rest[1:]), array)


def _in_a_layer(place: str, name: str, array: Array) -> Iterator[tuple[str, Array]]:
    if name in _IN_A_LAYER:
        yield f"{place}.{_IN_A_LAYER[name]}", array
        return
    module, kind = name.rsplit("/", 1)
    if kind not in {"weight", "bias"}:
        raise NotConvertible(name)
    targets = _IN_A_LAYER[module].split()
    for target, part in zip(targets, np.split(array, len(targets)), strict=True):
        # Whisper's keys have no bias; CTranslate2 fills it up with zeros.
        if not (kind == "bias" and target.endswith("key")):
            yield f"{place}.{target}.{kind}", part
