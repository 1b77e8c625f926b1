"""A disk that fills up in the middle: nothing is lost, a sentence says it, and it goes on after.

The disk is a real one, a small tmpfs, which only root may mount.
"""

import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from stories.app import create_app
from stories.foundation import workshop
from stories.foundation.blobs import blobs
from stories.foundation.clock import held_at, now
from stories.foundation.models import WorkState
from stories.media.models import RecordingState
from stories.media.tus import rounds, spool
from tests.conftest import build_schema, environment, running
from tests.media import samples
from tests.media.sender import Sender
from tests.services import lacking


class SmallDisk:
    """A disk of two megabytes that can be filled to the last byte and emptied again."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.ballast = place / "ballast"

    def fill(self, spare: int = 0) -> None:
        free = shutil.disk_usage(self.place).free
        with self.ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(free - spare, 1))

    def empty(self) -> None:
        self.ballast.unlink()


@pytest.fixture
def small_disk():
    """Mounts small disks, and takes them away."""
    mounted: list[Path] = []

    def mount(place: Path) -> SmallDisk:
        place.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
        if os.getuid() or subprocess.run(command, check=False, capture_output=True).returncode:
            lacking("a small disk is mounted by root alone")
        mounted.append(place)
        return SmallDisk(place)

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def app(tmp_path):
    """A house whose store is a folder, and which keeps no disk space in reserve."""
    store = {"STORIES_BLOBS_URL": (tmp_path / "store").as_uri(), "STORIES_SPARE_DISK_MB": "0"}
    house = create_app(environment(tmp_path, **store))
    build_schema(house)
    yield from running(house)


@pytest.fixture
def sender(client, facilitator):
    return Sender(client.sign_in(facilitator))


SOUND = samples.sample("wav_live")


def whole(app, row):
    with app.app_context():
        return blobs().read(row.master_key)


def test_the_spool_fills_up_in_the_middle(app, sender, session, desk, small_disk):
    with app.app_context():
        disk = small_disk(spool.folder())
    data = SOUND.read_bytes()
    address = sender.begin(session, len(data))
    sender.send(address, data[:100_000], 0)
    disk.fill(spare=50_000)
    for language, word in (("kk", "қойма толы"), ("ru", "хранилище заполнено")):
        sender.client.speak(language)
        told = sender.send(address, data[100_000:], 100_000, expect=507).json
        assert word in told["sentence"]
    assert sender.look(address)["Upload-Offset"] == "100000"
    disk.empty()
    row = desk.recording(sender.recording_of(sender.send(address, data[100_000:], 100_000).headers))
    assert whole(app, row) == data


def test_a_form_into_a_full_spool_keeps_nothing_half(
    app, client, session, facilitator, desk, small_disk
):
    client.sign_in(facilitator).speak("ru")
    with app.app_context():
        disk = small_disk(spool.folder())
        disk.fill(spare=50_000)
        answer = desk.send(client, session, SOUND.read_bytes(), expect=507)
        assert "Сберегите свою копию" in answer.get_data(as_text=True)
        assert [path.name for path in spool.folder().iterdir()] == ["ballast"]
    assert desk.recordings() == 0


def test_the_store_is_full_when_a_file_is_whole(app, sender, session, desk, small_disk, tmp_path):
    disk = small_disk(tmp_path / "store")
    disk.fill(spare=100_000)
    data = SOUND.read_bytes()
    address = sender.begin(session, len(data))
    sender.client.speak("kk")
    assert sender.send(address, data, 0, expect=507).json["sentence"]
    later = now() + timedelta(minutes=5)
    with app.app_context(), held_at(later):
        rounds.look_after()  # still full: it waits
    assert desk.recordings() == 0
    disk.empty()
    with app.app_context(), held_at(later):
        rounds.look_after()
        assert list(spool.folder().iterdir()) == []
    row = desk.recording(sender.recording_of(sender.look(address)))
    assert whole(app, row) == data


@pytest.mark.parametrize("where", ["working", "store"])
def test_a_disk_fills_up_while_copies_are_made(
    app, client, facilitator, session, desk, small_disk, tmp_path, where
):
    row = desk.upload(client.sign_in(facilitator), session, SOUND.read_bytes())
    before = whole(app, row)
    place = tmp_path / ("working" if where == "working" else "store/playback")
    disk = small_disk(place)
    disk.fill(spare=4096)
    for _ in range(5):  # more often than what fails is tried
        desk.perform("media.prepare", row.id)
    assert desk.work("media.prepare", row.id).state is WorkState.WAITING
    assert desk.recording(row.id).state is RecordingState.ARRIVED
    for language, word in (("kk", "орын қалмады"), ("ru", "Не осталось места")):
        assert word in client.speak(language).page(f"/recordings/{row.id}").get_text()
    disk.empty()
    desk.perform("media.prepare", row.id)
    ready = desk.recording(row.id)
    assert ready.state is RecordingState.READY
    assert whole(app, ready) == before
    with app.app_context():
        assert list(workshop._place().iterdir()) == []
        assert sorted(blobs().keys("playback")) == sorted(
            [ready.playback_opus, ready.playback_aac, ready.fine_outline]
        )
