"""How each kind of model is told the languages: tokens before and behind a sentence. Pure.

| kind | what the encoder gets | what the decoder begins with |
|---|---|---|
| NLLB-200, Tilmash | `kaz_Cyrl` sentence `</s>` | `rus_Cyrl` |
| M2M-100 | `__kk__` sentence `</s>` | `__ru__` |
| SMaLL-100 | `__ru__` (the target) sentence `</s>` | nothing |
| MADLAD-400 | `<2ru>` sentence `</s>` | nothing |
| T5 of one direction, kazRush | a prefix, if it was trained with one, sentence `</s>` | nothing |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

NLLB, M2M100, SMALL100, MADLAD, T5 = "nllb", "m2m100", "small100", "madlad400", "t5"
KINDS: Final = (NLLB, M2M100, SMALL100, MADLAD, T5)
END: Final = "</s>"
FLORES: Final = {
    "kk": "kaz_Cyrl",
    "ru": "rus_Cyrl",
    "uz": "uzn_Latn",
    "ky": "kir_Cyrl",
    "ug": "uig_Arab",
    "tr": "tur_Latn",
    "tt": "tat_Cyrl",
    "az": "azj_Latn",
    "tg": "tgk_Cyrl",
    "tk": "tuk_Latn",
    "ar": "arb_Arab",
    "en": "eng_Latn",
    "de": "deu_Latn",
    "fr": "fra_Latn",
    "fa": "pes_Arab",
    "uk": "ukr_Cyrl",
    "be": "bel_Cyrl",
    "ko": "kor_Hang",
    "zh": "zho_Hans",
    "mn": "khk_Cyrl",
}


@dataclass(frozen=True, slots=True)
class Manner:
    """A kind and what its folder adds: ``codes`` for languages, prefixes and ways of a T5."""

    kind: str
    codes: Mapping[str, str] = field(default_factory=dict)
    prefix: Mapping[str, str] = field(default_factory=dict)
    directions: frozenset[str] = frozenset()

    def code(self, language: str) -> str:
        """The model's own name for a language (ISO 639-1); empty if it needs or has none."""
        own = {
            NLLB: FLORES.get(language, ""),
            M2M100: f"__{language}__",
            SMALL100: f"__{language}__",
            MADLAD: f"<2{language}>",
        }
        return self.codes.get(language) or own.get(self.kind, "")

    def needed(self, source: str, target: str) -> list[str]:
        """Tokens without which the vocabulary cannot name these languages."""
        if self.kind in {NLLB, M2M100}:
            return [self.code(source), self.code(target)]
        return [] if self.kind == T5 else [self.code(target)]

    def goes(self, source: str, target: str) -> bool:
        """Whether a model of one direction goes this way; the others go every way."""
        return self.kind != T5 or f"{source}-{target}" in self.directions

    def asked(self, pieces: Sequence[str], source: str, target: str) -> list[str]:
        """The encoder's tokens for a sentence's pieces."""
        if self.kind == T5:
            return [*pieces, END]
        first = source if self.kind in {NLLB, M2M100} else target
        return [self.code(first), *pieces, END]

    def begins(self, target: str) -> list[str]:
        """What the decoder is made to begin with."""
        return [self.code(target)] if self.kind in {NLLB, M2M100} else []

    def said(self, tokens: Sequence[str]) -> list[str]:
        """An answer's pieces, without languages and ends."""
        names = {*FLORES.values(), *self.codes.values()}
        return [one for one in tokens if one not in names and not _is_sign(one)]


def _is_sign(token: str) -> bool:
    return (token.startswith("<") and token.endswith(">")) or (
        token.startswith("__") and token.endswith("__")
    )


def kind_in(tokens: frozenset[str], name: str) -> str:
    """The kind that a vocabulary and a folder's name tell; empty if they tell none."""
    if FLORES["kk"] in tokens:
        return NLLB
    if "__kk__" in tokens:
        plain = name.casefold().replace("-", "").replace("_", "")
        return SMALL100 if "small100" in plain else M2M100
    if "<2kk>" in tokens or "<2ru>" in tokens:
        return MADLAD
    return T5 if "<extra_id_0>" in tokens else ""
