"""Tiny models in CTranslate2's own form: random weights, a real vocabulary, a real tokenizer."""

import json
from pathlib import Path

import numpy as np

TEXT = (
    "Апам ертемен тұрып нан пісіретін. Ауылда қыс қатты болды, біз мектепке жаяу бардық. "
    "Бабушка вставала рано и пекла хлеб. Зимой в ауле было холодно, мы ходили в школу пешком. "
    "Домбыра тартып, ән айттық. Мы пели песни и играли на домбре. Алма піскен кезде көп адам келді."
)
LANGUAGES = {
    "nllb": ["kaz_Cyrl", "rus_Cyrl", "uzn_Latn"],
    "m2m100": ["__kk__", "__ru__", "__uz__"],
    "small100": ["__kk__", "__ru__"],
    "madlad400": ["<2kk>", "<2ru>"],
    "t5": ["<extra_id_0>"],
}
WIDTH, HEADS, INNER = 16, 2, 32


def build(folder: Path, kind: str, *, seed: int = 7) -> Path:
    """A folder as somebody copies one; nothing in it says more than real ones do."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = _sentencepiece(folder)
    vocabulary = ["<s>", "<pad>", "</s>", "<unk>", *pieces, *LANGUAGES[kind]]
    _weights(folder, vocabulary, kind, seed)
    return folder


def says(folder: Path, **told: object) -> None:
    (folder / "translation.json").write_text(json.dumps(told), "utf-8")


def _sentencepiece(folder: Path) -> list[str]:
    import sentencepiece

    words = TEXT.replace(".", ".\n").split("\n")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([line.strip() for line in words if line.strip()] * 4),
        model_prefix=str(folder / "sentencepiece.bpe"),
        vocab_size=90,
        model_type="bpe",
        minloglevel=2,
    )
    (folder / "sentencepiece.bpe.vocab").unlink()
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.bpe.model"))
    return [model.id_to_piece(number) for number in range(3, model.get_piece_size())]


def _weights(folder: Path, vocabulary: list[str], kind: str, seed: int) -> None:
    from ctranslate2.specs import TransformerSpec

    spec = TransformerSpec.from_config((1, 1), HEADS, pre_norm=True)
    chance = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return chance.normal(0, 0.6, shape).astype(np.float32)

    shared = draw(len(vocabulary), WIDTH)
    for stack in (spec.encoder, spec.decoder):
        embeddings = stack.embeddings[0] if isinstance(stack.embeddings, list) else stack.embeddings
        embeddings.weight = shared
        stack.position_encodings.encodings = draw(512, WIDTH)
        stack.scale_embeddings = True
        _norm(stack.layer_norm)
        for layer in stack.layer:
            _attention(layer.self_attention, draw, fused=True)
            if hasattr(layer, "attention"):
                _attention(layer.attention, draw, fused=False)
            _norm(layer.ffn.layer_norm)
            _linear(layer.ffn.linear_0, draw(INNER, WIDTH))
            _linear(layer.ffn.linear_1, draw(WIDTH, INNER))
    _linear(spec.decoder.projection, draw(len(vocabulary), WIDTH))
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.decoder_start_token = "<pad>" if kind in {"t5", "madlad400"} else "</s>"
    spec.validate()
    spec.optimize()
    spec.save(str(folder))


def _linear(spec: object, weight: np.ndarray) -> None:
    spec.weight, spec.bias = weight, np.zeros(weight.shape[0], np.float32)  # type: ignore[attr-defined]


def _norm(spec: object) -> None:
    spec.gamma, spec.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)  # type: ignore[attr-defined]


def _attention(spec: object, draw: object, *, fused: bool) -> None:
    _norm(spec.layer_norm)  # type: ignore[attr-defined]
    sizes = [3 * WIDTH, WIDTH] if fused else [WIDTH, 2 * WIDTH, WIDTH]
    for linear, size in zip(spec.linear, sizes, strict=True):  # type: ignore[attr-defined]
        _linear(linear, draw(size, WIDTH))  # type: ignore[operator]
