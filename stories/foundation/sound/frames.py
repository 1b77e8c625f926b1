"""Frame headers of MP3 and ADTS: formats without a signature of their own."""

from collections.abc import Callable

_MP3_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MP3_KBITS = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_ADTS_HEADER = 7
_ADTS_RATES = 13
FrameLength = Callable[[bytes, int], int]


def mp3_frame_length(data: bytes, at: int) -> int:
    """Return the length in bytes of the MPEG audio frame at `at`, or 0 where there is none."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 4 or not 0 < bitrate < 15 or rate == 3:  # noqa: PLR2004
        return 0
    first = version == 3  # noqa: PLR2004
    bits = _MP3_KBITS[1 if first else 2, layer][bitrate - 1] * 1000
    hertz, padding = _MP3_RATES[version][rate], head[2] >> 1 & 1
    if layer == 1:
        return (12 * bits // hertz + padding) * 4
    return (144 if first or layer == 2 else 72) * bits // hertz + padding  # noqa: PLR2004


def adts_frame_length(data: bytes, at: int) -> int:
    """Return the length in bytes of the AAC frame at `at`, or 0 where there is none."""
    head = data[at : at + _ADTS_HEADER]
    if len(head) < _ADTS_HEADER or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:  # noqa: PLR2004
        return 0
    if head[2] >> 2 & 15 >= _ADTS_RATES:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length >= _ADTS_HEADER else 0


def frames_in_a_row(data: bytes, at: int, length_at: FrameLength, enough: int) -> bool:
    """Tell whether `enough` whole frames follow each other from `at` (fewer if data ends)."""
    for seen in range(enough):
        length = length_at(data, at)
        if length == 0:
            return seen > 0 and at >= len(data) - _ADTS_HEADER
        at += length
    return True


def first_mp3_frame(data: bytes, enough: int = 4) -> int:
    """Return where a run of MP3 frames begins in `data`, or -1."""
    at = data.find(b"\xff")
    while at >= 0:
        if frames_in_a_row(data, at, mp3_frame_length, enough):
            return at
        at = data.find(b"\xff", at + 1)
    return -1
