"""Files that would have ffmpeg read other files or hosts are refused or fenced in."""

import pytest

from stories.media.tools import Reason, UnusableAudio, make_access_copy, probe, read_samples
from stories.media.tools.peaks import peaks
from tests.media import samples


def refusal(path):
    with pytest.raises(UnusableAudio) as caught:
        probe(path)
    return caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{other}\n#EXT-X-ENDLIST\n",
        "\ufeff#EXTM3U\n{other}\n",
        "ffconcat version 1.0\nfile '{other}'\n",
        "file '{other}'\n",
        "[playlist]\nFile1={other}\n",
        "http://127.0.0.1:9/sound.mp3\n",
        '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
        "<smil><body><audio src='{other}'/></body></smil>",
        "<asx version='3.0'><entry><ref href='{other}'/></entry></asx>",
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\n",
        "1\n00:00:01,000 --> 00:00:02,000\nСәлем\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nСәлем\n",
        "[Script Info]\nTitle: x\n",
        "{1}{50}Сәлем\n",
    ],
)
def test_lists_and_subtitles_are_refused(text):
    other = samples.sample("mp3")
    path = samples.named("list.mp3", text.replace("{other}", str(other)).encode())
    assert refusal(path) == Reason.UNSUPPORTED_FORMAT


def test_a_list_behind_a_tag_is_refused_too():
    data = b"ID3\x04\x00\x00\x00\x00\x00\x04abcd#EXTM3U\nother.mp3\n"
    assert refusal(samples.named("tag.mp3", data)) == Reason.UNSUPPORTED_FORMAT


@pytest.mark.parametrize("suffix", [".avi", ".aiff", ".ts", ".au", ".wma", ".caf", ".w64", ".flv"])
def test_other_media_are_named_unsupported(suffix):
    options = ["-c:a", "libmp3lame"] if suffix == ".flv" else []
    made = samples.ffmpeg(*samples.voice(1), *options, output=samples.folder() / f"other{suffix}")
    assert refusal(samples.named("renamed.mp3", made.read_bytes())) == Reason.UNSUPPORTED_FORMAT


def test_a_codec_outside_the_list_is_unsupported():
    options = ["-c:a", "dca", "-strict", "-2", "-ar", "48000"]
    made = samples.ffmpeg(*samples.voice(1), *options, output=samples.folder() / "dts.mkv")
    assert refusal(made) == Reason.UNSUPPORTED_FORMAT


@pytest.mark.parametrize("name", ["concat:a.mp3|b.mp3", "-i.mp3", "data:,x", "a'b;c \n%d.mp3"])
def test_a_name_is_never_read_as_more_than_a_name(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(samples.sample("mp3").read_bytes())
    assert probe(path).codec == "mp3"
    assert len(peaks(path, 10)) == 10
    assert make_access_copy(path, tmp_path / "out", spans=[(0, 500)])["webm"].duration > 0.4


def test_ffmpeg_itself_gets_the_same_fence(tmp_path):
    other = samples.sample("wav")
    path = tmp_path / "list.mp3"
    path.write_text(f"ffconcat version 1.0\nfile '{other}'\n")
    with pytest.raises(UnusableAudio):
        make_access_copy(path, tmp_path)
    with pytest.raises(UnusableAudio):
        list(read_samples(path))
    assert [file.name for file in tmp_path.iterdir()] == ["list.mp3"]
