"""One contract, held by a folder, by memory and by a real S3 server."""

import hashlib
import io
import os
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from stories.foundation.blobs import CHUNK, AlreadyKept, Blobs

LARGE = os.urandom(CHUNK) * 11 + b"and a bit"  # more than one part of an upload in parts


@pytest.fixture(params=["folder", "memory", "s3"])
def store(request, tmp_path):
    if request.param == "folder":
        return Blobs((tmp_path / "kept").as_uri())
    if request.param == "memory":
        return Blobs("memory:///")
    request.getfixturevalue("s3")
    return Blobs(f"s3://stories/{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}")


def test_what_is_kept_is_read_again(store):
    store.put_bytes("copies/a/small", b"small")
    assert store.read("copies/a/small") == b"small"
    assert store.size("copies/a/small") == 5
    assert store.exists("copies/a/small")


def test_large_things_come_and_go_in_pieces(store, tmp_path):
    path = tmp_path / "large"
    path.write_bytes(LARGE)
    digest = hashlib.sha256(LARGE).hexdigest()
    assert store.put_file("masters/large", path) == digest
    assert store.digest("masters/large") == digest
    assert b"".join(store.stream("masters/large")) == LARGE
    with store.as_path("masters/large") as found:
        assert found.read_bytes() == LARGE
    store.put_pieces("copies/again", store.stream("masters/large"))
    assert store.digest("copies/again") == digest


@pytest.mark.parametrize(
    ("start", "end"), [(0, 1), (5, 5), (CHUNK - 1, CHUNK + 1), (len(LARGE) - 3, len(LARGE))]
)
def test_any_stretch(store, start, end):
    store.put_stream("copies/x", io.BytesIO(LARGE))
    assert b"".join(store.stream("copies/x", start, end)) == LARGE[start:end]


def test_pieces_that_end_in_an_error_leave_nothing(store):
    def pieces():
        yield LARGE
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any
        store.put_pieces("masters/half", pieces())
    assert list(store.keys()) == []
    store.put_bytes("masters/half", b"whole")


def test_an_empty_thing_is_a_thing(store):
    store.put_bytes("copies/empty", b"")
    assert store.size("copies/empty") == 0
    assert list(store.stream("copies/empty")) == []


@pytest.mark.parametrize("ask", ["read", "size", "digest"])
def test_what_is_not_there(store, ask):
    with pytest.raises(FileNotFoundError):
        getattr(store, ask)("masters/nobody")
    assert not store.exists("masters/nobody")
    store.delete("masters/nobody")  # no error


@pytest.mark.parametrize("room", ["masters", "evidence", "manuals"])
def test_an_original_is_written_once(store, room):
    store.put_bytes(f"{room}/one", b"as it arrived")
    with pytest.raises(AlreadyKept):
        store.put_bytes(f"{room}/one", b"something else")
    with pytest.raises(AlreadyKept):
        store.put_stream(f"{room}/one", io.BytesIO(b"something else"))
    assert store.read(f"{room}/one") == b"as it arrived"


def test_a_copy_made_again_takes_the_place_of_the_first(store):
    store.put_bytes("playback/one", b"first")
    store.put_bytes("playback/one", b"second")
    assert store.read("playback/one") == b"second"


def test_what_lies_there_is_listed(store):
    for key in ("masters/a", "masters/b", "playback/c/sound.webm"):
        store.put_bytes(key, key.encode())
    assert sorted(store.keys()) == ["masters/a", "masters/b", "playback/c/sound.webm"]
    assert sorted(store.keys("masters")) == ["masters/a", "masters/b"]
    (one,) = store.things("playback")
    assert one.bytes == len(one.key)
    assert abs(datetime.now(UTC) - one.since) < timedelta(minutes=2)
    store.delete("masters/a")
    assert sorted(store.keys("masters")) == ["masters/b"]


def test_a_signed_address_opens_one_thing_for_a_while(store):
    if not store.signs:
        assert store.origin is None
        return
    store.put_bytes("playback/x/sound.webm", LARGE)
    address = store.signed("playback/x/sound.webm", timedelta(minutes=1))
    assert address.startswith(store.origin)
    asked = urllib.request.Request(  # noqa: S310
        address, headers={"Range": "bytes=5-14"}
    )
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 - this machine's own
        assert (answer.status, answer.read()) == (206, LARGE[5:15])
        assert answer.headers["Content-Type"] == "audio/webm"
    for spoilt in (address.partition("?")[0], address.replace("sound.webm", "other.webm")):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(spoilt)  # noqa: S310


def test_a_folder_keeps_originals_from_being_written_over(tmp_path):
    store = Blobs(tmp_path.as_uri())
    store.put_bytes("masters/a", b"sound")
    assert (tmp_path / "masters/a").stat().st_mode & 0o777 == 0o400


def test_what_an_interrupted_write_left_is_swept_away(tmp_path):
    store = Blobs(tmp_path.as_uri())
    store.put_bytes("masters/a", b"sound")
    for name in ("masters/b#1", "masters/c#12"):
        (tmp_path / name).write_bytes(b"half")
    hour = timedelta(hours=1)
    assert store.sweep(datetime.now(UTC) - hour) == 0  # perhaps still being written
    assert store.sweep(datetime.now(UTC) + hour) == 2
    assert list(store.keys()) == ["masters/a"]
    assert Blobs("memory:///").sweep(datetime.now(UTC)) == 0
