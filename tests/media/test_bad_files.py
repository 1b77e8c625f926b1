"""Every bad file by both real ways in: one clear sentence, nothing lost, nothing left behind."""

import resource
import socketserver
import subprocess
import threading

import pytest
from flask_babel import force_locale

from stories.foundation.blobs import blobs
from stories.media.models import RecordingState
from stories.media.reasons import SENTENCES
from stories.media.tools import ffmpeg_binary, probe
from tests.media import broken, samples
from tests.media.arrivals import WAYS, gate

__all__ = ["gate"]
BAD = {
    "one byte": (lambda: b"x", "not_media"),
    "a programme": (lambda: b"MZ\x90\x00" + bytes(range(256)) * 40, "not_media"),
    "a picture": (broken.of(samples.jpeg_file), "not_media"),
    "a page": (broken.of(samples.html_file), "not_media"),
    "a ZIP bomb": (broken.zip_bomb, "not_media"),
    "a film bomb": (broken.film_bomb, "truncated"),
    "half an MP3": (broken.cut("mp3"), "truncated"),
    "half an M4A": (broken.cut("m4a"), "truncated"),
    "half a WAV": (broken.cut("wav"), "truncated"),
    "half a WebM": (broken.cut("webm"), "truncated"),
    "an M4A full of zeros": (broken.of(lambda: samples.zeroed("m4a")), "truncated"),
    "48 hours": (broken.forty_eight_hours, "too_long"),
    "48 hours, it says": (broken.a_header_of_forty_eight_hours, "truncated"),
    "a film without sound": (broken.of(samples.silent_film), "no_sound"),
    "a header alone": (broken.of(samples.header_only_wav), "empty"),
}
GOOD = {
    "a WAV called MP3": (broken.of(lambda: samples.sample("wav")), "wav"),
    "5.1": (broken.many_channels("5.1"), "flac"),
    "7.1": (broken.many_channels("7.1"), "flac"),
    "three channels": (broken.many_channels("3.0"), "flac"),
    "a telephone, mu-law": (broken.telephone("pcm_mulaw"), "wav"),
    "a telephone, ADPCM": (broken.telephone("adpcm_ms"), "wav"),
    "an MP4 with a picture": (broken.of(lambda: samples.sample("mp4")), "mp4"),
    "an unsteady film": (broken.unsteady_film, "mp4"),
}
LISTS = (
    "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{where}\n#EXT-X-ENDLIST\n",
    '#EXTM3U\n#EXT-X-MAP:URI="{where}"\n#EXTINF:5,\n{where}\n',
    "ffconcat version 1.0\nfile '{where}'\n",
    "file '{where}'\n",
    "[playlist]\nFile1={where}\n",
    "{where}\n",
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash"><BaseURL>{where}</BaseURL></MPD>',
)


def told_in_both_languages(app, client, row, reason):
    """One sentence stands on the page, in Kazakh and in Russian, and each in its own words."""
    sentences = {}
    for language in ("kk", "ru"):
        with app.test_request_context(), force_locale(language):
            sentences[language] = str(SENTENCES[reason])
        page = client.speak(language).page(f"/recordings/{row.id}").get_text()
        assert page.count(sentences[language]) == 1
    assert len({*sentences.values(), str(SENTENCES[reason]._args[0])}) == 3


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_set_aside_said_and_given_back(app, client, gate, kind, way):
    make, reason = BAD[kind]
    data = make()
    row = gate.enter(way, data)
    assert (row.state, row.problem) == (RecordingState.SET_ASIDE, reason)
    told_in_both_languages(app, client, row, reason)
    assert client.get(f"/recordings/{row.id}/original").get_data() == data
    with app.app_context():
        assert list(blobs().keys("playback")) == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", GOOD)
def test_an_unusual_file_can_be_heard(app, client, gate, tmp_path, kind, way):
    make, container = GOOD[kind]
    row = gate.enter(way, make())
    assert (row.state, row.container) == (RecordingState.READY, container)
    assert row.loudness is not None
    for copy in ("opus", "aac"):
        sound = client.get(f"/recordings/{row.id}/playback/{copy}").get_data()
        path = tmp_path / f"copy.{copy}"
        path.write_bytes(sound)
        facts = probe(path)
        assert (facts.channels, facts.has_video) == (1, False)
        assert facts.duration == pytest.approx(row.seconds, abs=0.1)


class Met(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.met.append(self.client_address)


@pytest.fixture
def host():
    """A server that nobody may knock at."""
    with socketserver.TCPServer(("127.0.0.1", 0), Met) as server:
        server.met = []
        runs = threading.Thread(target=server.serve_forever, daemon=True)
        runs.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sound.mp3", server.met
        server.shutdown()
        runs.join(10)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", LISTS)
def test_a_list_opens_no_other_host_and_no_other_file(app, client, gate, host, text, way):
    address, met = host
    for where in (address, str(samples.sample("mp3"))):
        data = text.replace("{where}", where).encode()
        row = gate.enter(way, data, "list.m3u8")
        assert row.state is RecordingState.SET_ASIDE
        assert row.problem in {"unsupported_format", "not_media"}
        told_in_both_languages(app, client, row, row.problem)
        assert client.get(f"/recordings/{row.id}/original").get_data() == data
    assert met == []


@pytest.mark.parametrize("way", WAYS)
def test_a_film_that_names_another_file_gets_nothing_of_it(app, client, gate, way):
    data = broken.film_that_names_another(samples.sample("mp4"))
    row = gate.enter(way, data)
    assert row.problem == "truncated"  # a track of its own is not there
    told_in_both_languages(app, client, row, row.problem)
    assert client.get(f"/recordings/{row.id}/original").get_data() == data


def test_without_the_fence_that_film_would_have_another_opened(tmp_path):
    path = tmp_path / "film.m4a"
    path.write_bytes(broken.film_that_names_another(samples.sample("mp4")))
    tries = ["-v", "verbose", "-enable_drefs", "1", "-use_absolute_path", "1", "-i", str(path)]
    command = [ffmpeg_binary(), *tries, "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert "Opening" in said
    assert "a.mp4" in said


def test_a_bomb_costs_no_memory(gate):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gate.enter("tus", broken.zip_bomb())
    gate.enter("tus", broken.film_bomb())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a\nb\r\n.wav", "ab.wav"),
        ("..", ".."),
        ("../../../etc/passwd", "passwd"),
        ("\u202e3pm.exe\u2066", "3pm.exe"),
        ("ә" * 4000 + ".wav", "ә" * 255),
    ],
)
def test_a_name_is_a_name_whatever_it_says(app, client, gate, name, kept, way):
    if way == "form" and "\n" in name:
        name = name.replace("\r", "%0D").replace("\n", "%0A")  # as browsers write it in a form
        kept = "a%0Ab%0D%0A.wav"
    row = gate.enter(way, samples.sample("opus").read_bytes(), name)
    assert row.state is RecordingState.READY
    assert row.original_name == kept
    page = client.speak("kk").page(f"/recordings/{row.id}")
    assert kept in page.get_text()
    given = client.get(f"/recordings/{row.id}/original").headers["Content-Disposition"]
    assert f"recording-{row.created_at.date()}" in given or row.id.hex[:8] in given
    with app.app_context():
        assert {key.split("/")[0] for key in blobs().keys()} == {"masters", "playback"}  # noqa: SIM118


def test_nothing_at_all_is_said_and_not_kept(app, gate, desk, client, session):
    for language, word in (("kk", "бос"), ("ru", "пуст")):
        client.speak(language)
        answer = desk.send(client, session, b"", expect=422)
        assert word in answer.get_data(as_text=True)
    assert desk.recordings() == 0
