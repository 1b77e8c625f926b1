"""A real CTranslate2 model that is not Whisper: the smallest translation model there can be."""

import numpy as np
from ctranslate2.specs import TransformerSpec
from ctranslate2.specs.model_spec import LayerSpec


def write(folder):
    """Write its files into the folder, every weight a zero."""
    spec = TransformerSpec.from_config((1, 1), 2)
    _fill(spec)
    words = ["<blank>", "<unk>", "<s>", "</s>"]
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    spec.save(str(folder))


def _fill(layer):
    for name, value in vars(layer).items():
        if name.startswith("_"):
            continue
        if value is None:
            shape = (4, 4) if name == "weight" else (4,)
            setattr(layer, name, np.zeros(shape, dtype=np.float32))
        elif isinstance(value, LayerSpec):
            _fill(value)
        elif isinstance(value, list):
            for one in value:
                _fill(one)
