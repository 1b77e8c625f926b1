import json

import pytest

from stories.foundation.blobs import Blobs, blobs
from stories.media.cli import media

FILES = {
    "masters/a": b"first" * 300_000,
    "masters/b": b"second",
    "playback/c/sound.webm": b"third",
    "evidence/d": b"",
}


@pytest.fixture
def house(app):
    with app.app_context():
        for key, data in FILES.items():
            blobs().put_bytes(key, data)
    return app


def run(house, target):
    done = house.test_cli_runner().invoke(media, ["move", target, "--json"])
    return done.exit_code, json.loads(done.output)


def held(store):
    return {key: store.read(key) for key in store.keys()}  # noqa: SIM118 - a store is no dict


def test_everything_arrives_and_a_second_time_nothing_is_to_do(house, tmp_path):
    target = (tmp_path / "new").as_uri()
    assert run(house, target) == (0, told(copied=4))
    assert held(Blobs(target)) == FILES
    assert run(house, target) == (0, told(there=4))
    with house.app_context():
        assert held(blobs()) == FILES  # nothing is removed here


def told(copied=0, there=0, failed=()):
    size = sum(map(len, FILES.values())) if copied == len(FILES) else 0
    return {"copied": copied, "there": there, "bytes": size, "failed": list(failed)}


def test_a_move_that_was_stopped_goes_on(house, tmp_path, monkeypatch):
    target = (tmp_path / "new").as_uri()
    put, seen = Blobs.put_pieces, []

    def stops(store, key, pieces):
        seen.append(key)
        if len(seen) == 3:
            next(pieces)
            raise KeyboardInterrupt
        return put(store, key, pieces)

    monkeypatch.setattr(Blobs, "put_pieces", stops)
    house.test_cli_runner().invoke(media, ["move", target])
    monkeypatch.undo()
    code, done = run(house, target)
    assert (code, done["copied"], done["there"]) == (0, 2, 2)
    assert held(Blobs(target)) == FILES


def test_what_differs_there_is_brought_anew(house, tmp_path):
    target = (tmp_path / "new").as_uri()
    run(house, target)
    there = Blobs(target)
    there.delete("masters/b")
    there.put_bytes("masters/b", b"SECOND")
    code, done = run(house, target)
    assert (code, done["copied"], done["there"]) == (0, 1, 3)
    assert held(there) == FILES


def test_a_file_that_does_not_arrive_is_named(house, tmp_path, monkeypatch):
    put = Blobs.put_pieces

    def full(store, key, pieces):
        if key.endswith("masters/a"):
            raise OSError
        return put(store, key, pieces)

    monkeypatch.setattr(Blobs, "put_pieces", full)
    target = (tmp_path / "new").as_uri()
    done = house.test_cli_runner().invoke(media, ["move", target])
    assert done.exit_code == 1
    assert "masters/a did not arrive whole; run the command again." in done.output
    assert "STORIES_BLOBS_URL" not in done.output


def test_a_store_that_is_none_is_one_sentence(house):
    done = house.test_cli_runner().invoke(media, ["move", "pigeon://here"])
    assert done.exit_code == 1
    assert "pigeon://here is no store that can be opened." in str(done.exception or done.output)


def test_to_s3(house, s3):
    assert run(house, "s3://stories/moved")[0] == 0
    assert held(Blobs("s3://stories/moved")) == FILES
