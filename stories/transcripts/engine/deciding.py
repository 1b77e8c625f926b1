"""Languages of a recording's regions, block by block, each with what stands around it.

Whole recordings are decided in blocks so that memory does not grow with them; a block's answer
depends on its own regions and the few around it alone, so that it is the same in a resumed run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from stories.transcripts.engine.foreign import other_languages
from stories.transcripts.engine.hearing import Heard
from stories.transcripts.engine.languages import choose_languages, shares
from stories.transcripts.engine.shelf import Recogniser
from stories.transcripts.engine.sound import Sound
from stories.transcripts.engine.types import Region

BLOCK: Final = 32
AROUND: Final = 8
MIXED_BELOW: Final = 0.9


@dataclass(frozen=True, slots=True)
class Decided:
    """A region's language (as Whisper calls it) and how sure that is, 0 to 1."""

    language: str
    certainty: float
    mixed: bool = False


@dataclass
class Listener:
    """Regions as one model hears them; each is encoded once, and forgotten when it is past."""

    sound: Sound
    regions: Sequence[Region]
    recogniser: Recogniser
    _heard: dict[int, Heard] = field(default_factory=dict)
    _languages: dict[int, Mapping[str, float]] = field(default_factory=dict)

    def heard(self, places: Sequence[int]) -> list[Heard]:
        """The encodings of these regions."""
        missing = [place for place in places if place not in self._heard]
        for first in range(0, len(missing), BLOCK):
            part = missing[first : first + BLOCK]
            waves = [self.sound.wave([self.regions[place]]) for place in part]
            self._heard.update(zip(part, self.recogniser.hear(waves), strict=True))
        return [self._heard[place] for place in places]

    def languages(self, places: Sequence[int]) -> list[Mapping[str, float]]:
        """How likely each language is in these regions."""
        missing = [place for place in places if place not in self._languages]
        found = self.recogniser.languages_of(self.heard(missing)) if missing else []
        self._languages.update(zip(missing, found, strict=True))
        return [self._languages[place] for place in places]

    def forget_before(self, place: int) -> None:
        """Let go of what is past; what stands around the next block is still asked about."""
        for known, first in ((self._heard, place), (self._languages, place - AROUND)):
            for old in [key for key in known if key < first]:
                del known[old]

    def decided(self, first: int, languages: Sequence[str]) -> list[Decided]:
        """The languages of the block of regions that begins with `first`."""
        end = min(first + BLOCK, len(self.regions))
        low, high = max(first - AROUND, 0), min(end + AROUND, len(self.regions))
        places = range(low, high)
        regions = self.regions[low:high]
        heard = self.languages(places)
        chances = [shares(one, languages) for one in heard]
        chosen = choose_languages(regions, chances)
        others = other_languages(regions, heard, languages)
        rows = [
            _decided(own, other, chance)
            for own, other, chance in zip(chosen, others, chances, strict=True)
        ]
        return rows[first - low : end - low]


def _decided(
    own: tuple[str, float], other: tuple[str, float], chance: Mapping[str, float]
) -> Decided:
    if other[0]:
        return Decided(*other)
    return Decided(*own, mixed=len(chance) > 1 and max(chance.values()) < MIXED_BELOW)
