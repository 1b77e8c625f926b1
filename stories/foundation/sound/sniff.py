"""What a file is, by its first bytes and never by its name (DOMAIN R4)."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from stories.foundation.sound.facts import Reason, UnusableAudio
from stories.foundation.sound.frames import adts_frame_length, first_mp3_frame, frames_in_a_row

HEAD_BYTES = 65_536
_ID3_HEADER = 10
_MAX_ID3_TAGS = 4


@dataclass(frozen=True, slots=True)
class Container:
    """A container we accept. `sure` means its signature leaves no doubt."""

    name: str
    demuxer: str
    content_type: str
    video_type: str | None = None
    sure: bool = True


WAV = Container("wav", "wav", "audio/wav")
MP3 = Container("mp3", "mp3", "audio/mpeg", sure=False)
ADTS = Container("aac", "aac", "audio/aac", sure=False)
OGG = Container("ogg", "ogg", "audio/ogg", "video/ogg")
FLAC = Container("flac", "flac", "audio/flac")
WEBM = Container("webm", "matroska", "audio/webm", "video/webm")
MATROSKA = Container("matroska", "matroska", "audio/x-matroska", "video/x-matroska")
M4A = Container("m4a", "mov", "audio/mp4", "video/mp4")
MP4 = Container("mp4", "mov", "audio/mp4", "video/mp4")
THREE_GP = Container("3gp", "mov", "audio/3gpp", "video/3gpp")
MOV = Container("mov", "mov", "audio/mp4", "video/quicktime")
OLD_MOV = Container("mov", "mov", "audio/mp4", "video/quicktime", sure=False)

_IMAGE_BRANDS = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"crx "}
_BRANDS = {b"M4A ": M4A, b"M4B ": M4A, b"qt  ": MOV}
_OLD_MOV_BOXES = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_OTHER_MEDIA = re.compile(
    rb"(?s)RIFF....AVI |RIFX|riff\x2e\x91\xcf\x11|FORM....(?:AIFF|AIFC|8SVX)|#!AMR|#!SILK"
    rb"|\x30\x26\xb2\x75\x8e\x66\xcf\x11|FLV\x01|caff\x00|\.snd|\.RMF|MAC |wvpk|TTA1|MThd"
    rb"|FRM8|DSD |MPCK|MP\+|ADIF|\x00\x00\x01[\xba\xb3]|(?:\x47.{187}){3}\x47",
)
_LISTS_AND_SUBTITLES = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:\#extm3u|ffconcat|\[playlist\]|webvtt|\[script info\]|<asx"
    rb"|v=0\r?\n|file\s+['\"]|(?:https?|rtsp|rtmp|mms|ftp)://|\{\d+\}\{\d+\}"
    rb"|\d+\s*\r?\n\d\d:\d\d:\d\d[,.]\d{3} -->|<\?xml.{0,600}<(?:mpd|smil|playlist|tt|rss)\b"
    rb"|<(?:mpd|smil|playlist|tt|sami)\b)",
)


def _skip_id3(file: BinaryIO) -> bytes:
    start = 0
    for _ in range(_MAX_ID3_TAGS):
        file.seek(start)
        head = file.read(HEAD_BYTES)
        if head[:3] != b"ID3" or len(head) < _ID3_HEADER:
            break
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        start += _ID3_HEADER + size + (_ID3_HEADER if head[5] & 0x10 else 0)
    return head


def _iso_media(head: bytes) -> Container | None:
    if head[4:8] in _OLD_MOV_BOXES:
        return OLD_MOV
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    if brand in _IMAGE_BRANDS:
        raise UnusableAudio(Reason.NO_SOUND)
    return THREE_GP if brand.startswith(b"3g") else _BRANDS.get(brand, MP4)


def _signed(head: bytes) -> Container | None:
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE":
        return WAV
    if head[:4] == b"fLaC":
        return FLAC
    if head[:4] == b"OggS":
        return OGG
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return WEBM if b"webm" in head[:256] else MATROSKA
    return None


def _framed(head: bytes) -> Container | None:
    if frames_in_a_row(head, 0, adts_frame_length, 3):
        return ADTS
    return MP3 if first_mp3_frame(head) >= 0 else None


def sniff_bytes(head: bytes) -> Container:
    """Name the container that begins with `head`; raise `UnusableAudio` for all others."""
    found = _signed(head) or _iso_media(head)
    if found:
        return found
    if _OTHER_MEDIA.match(head) or _LISTS_AND_SUBTITLES.match(head):
        raise UnusableAudio(Reason.UNSUPPORTED_FORMAT)
    framed = _framed(head)
    if framed is None:
        raise UnusableAudio(Reason.NOT_MEDIA)
    return framed


def sniff(path: Path) -> Container:
    """Name the file's container by its content; raise `UnusableAudio` when it is not for us."""
    if not path.is_file():
        raise UnusableAudio(Reason.NOT_MEDIA)
    if path.stat().st_size == 0:
        raise UnusableAudio(Reason.EMPTY)
    with path.open("rb") as file:
        return sniff_bytes(_skip_id3(file))


def broken(container: Container) -> Reason:
    """Why a file that cannot be read is none: damaged if its signature left no doubt."""
    return Reason.TRUNCATED if container.sure else Reason.NOT_MEDIA
