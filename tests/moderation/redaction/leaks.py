"""Redactions thrown with dice over real recordings, and what can still be heard in the copies."""

import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from stories.media.tools import make_access_copy, read_samples
from stories.media.tools.silence import TONE_DBFS, TONE_HZ
from stories.moderation.redaction.rules import hidden_sound
from stories.moderation.redaction.words import fold, words_of

RECORDINGS = (
    "ru_narration_10min.opus",
    "bilingual_interview_ccby_bsd.opus",
    "kk_codeswitch_4min_ccby.opus",
)
RATE, HEARD = 48_000, 16_000
WINDOW_MS, APART_MS = 7_000, 500
A_WINDOW = 3  # words hidden in one window, at most
LEAST_LETTERS = 5
EDGE_MS = 40
QUIET = 8  # of 32768: −72 dB of full scale, where the word was
RINGING = 40  # what a codec leaves beside a loud edge, in the pad: −58 dB
LEAST_LOUD = 500  # the root mean square of what is spoken there, so that there is a word to find


@dataclass(frozen=True)
class Throw:
    """A word in a window of a recording (ms), as the machine heard it there."""

    window: tuple[int, int]
    core: tuple[int, int]
    word: str
    tone: bool


@dataclass(frozen=True)
class Left:
    """What is left in one copy: the loudest samples in core and pad, the share of the master."""

    core: float
    pad: float
    share: float


@cache
def model(folder: Path):
    from faster_whisper import WhisperModel

    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=2)


def samples(path, rate):
    return np.concatenate(list(read_samples(path, sample_rate=rate))).astype(np.float32)


def cut(sound, rate, span):
    return sound[span[0] * rate // 1000 : span[1] * rate // 1000]


def written(folder, sound, language):
    """What the machine writes down of a piece of sound, with the time of each word."""
    told, _info = model(folder).transcribe(
        sound / 32768, language=language, beam_size=1, temperature=0.0, word_timestamps=True,
        condition_on_previous_text=False,
    )  # fmt: skip
    return [word for part in told for word in part.words]


def throws(path, folder, count, seed, language):
    """So many long words, each once in its window, with words between them that stay."""
    dice, sound = random.Random(seed), samples(path, HEARD)  # noqa: S311 - a game
    starts = list(range(0, len(sound) * 1000 // HEARD - WINDOW_MS, WINDOW_MS + APART_MS))
    dice.shuffle(starts)
    found = []
    for start in starts:
        window = (start, start + WINDOW_MS)
        heard = written(folder, cut(sound, HEARD, window), language)
        texts = [fold(one.text) for word in heard for one in words_of(word.word)]
        able = [
            word
            for word in heard
            if len(fold(word.word.strip(' .,!?…—-«»"'))) >= LEAST_LETTERS
            and texts.count(fold(word.word.strip(' .,!?…—-«»"'))) == 1
            and 0.4 < word.start < word.end < WINDOW_MS / 1000 - 0.4
        ]
        for word in _apart(dice.sample(able, len(able)))[: count - len(found)]:
            core = start + round(word.start * 1000), start + round(word.end * 1000) + 1
            text = fold(word.word.strip(' .,!?…—-«»"'))
            found.append(Throw(window, core, text, tone=len(found) % 2 == 1))
        if len(found) == count:
            break
    return found


def _apart(words):
    """Some of the words of a window, so far from each other that the pads do not meet."""
    chosen = []
    for word in words:
        gap = 2 * APART_MS / 1000
        if all(word.end + gap < one.start or one.end + gap < word.start for one in chosen):
            chosen.append(word)
    return chosen[:A_WINDOW]


def anywhere(path, count, seed, master):
    """So many stretches within what is said, as long as a few words; nobody has to listen."""
    dice = random.Random(seed)  # noqa: S311 - a game
    said = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = []
    for number in range(count * 50):
        one = dice.choice(said)
        start, end = round(one["start"] * 1000), round(one["end"] * 1000)
        length = min(dice.randrange(150, 1_500), end - start)
        at = start + dice.randrange(max(end - start - length, 1))
        loud = np.sqrt((cut(master, RATE, (at, at + length)) ** 2).mean()) >= LEAST_LOUD
        if loud and all(
            at + length + APART_MS < a or b + APART_MS < at for a, b in map(_padded, found)
        ):
            core = (at, at + length)
            found.append(Throw(core, core, "", tone=number % 2 == 1))
        if len(found) == count:
            break
    return found


def _padded(throw):
    return hidden_sound([throw.core], 10**9)[0]


def copies_of(path, folder, thrown):
    """The copies of a whole recording with everything hidden that was thrown."""
    length = 10**9
    hidden = hidden_sound((one.core for one in thrown), length)
    tones = hidden_sound((one.core for one in thrown if one.tone), length)
    return make_access_copy(path, folder, silence=hidden, tones=tones)


def left_of(throw, master, copy):
    """What can be measured of a hidden word, but for the tone; both sounds at 48 kHz."""
    (start, end), (a, b) = throw.core, _padded(throw)
    kept = cut(copy, RATE, (a + EDGE_MS, b - EDGE_MS))
    kept = kept - tone_in(kept) if throw.tone else kept
    first = (start - a - EDGE_MS) * RATE // 1000
    inner = kept[first : first + (end - start) * RATE // 1000]
    spoken = cut(master, RATE, (start, end))
    size = 1 << (len(kept) + len(spoken)).bit_length()
    product = np.fft.irfft(np.fft.rfft(kept, size) * np.conj(np.fft.rfft(spoken, size)), size)
    lags = product[: max(len(kept) - len(spoken), 1)]
    share = float(np.abs(lags).max() / (spoken**2).sum())
    return Left(float(np.abs(inner).max()), float(np.abs(kept).max()), share)


def tone_in(sound):
    """The tone of the house as it best fits a sound."""
    at = 2 * np.pi * TONE_HZ * np.arange(len(sound)) / RATE
    basis = np.stack([np.sin(at), np.cos(at)], axis=1)
    fit, *_ = np.linalg.lstsq(basis, sound, rcond=None)
    return (basis @ fit).astype(np.float32)


def tone_peak():
    return 32768 * 10 ** (TONE_DBFS / 20)
