"""Settings: the house refuses to start unsafe, in one sentence that names the setting."""

from pathlib import Path

import pytest

from stories.app import create_app
from stories.foundation import doctor
from stories.foundation.errors import UnsafeStart
from stories.foundation.settings import SETTINGS, read_settings
from tests.conftest import SECRET, environment

OUTSIDE = {
    "STORIES_BASE_URL": "https://stories.example.org",
    "STORIES_SECOND_FACTOR": "required",
    "STORIES_ALLOW_FAKE_ENGINE": "0",
    "STORIES_ARGON2": "strong",
}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"STORIES_SECRET_KEY": ""}, "STORIES_SECRET_KEY"),
        ({"STORIES_SECRET_KEY": "short"}, "STORIES_SECRET_KEY"),
        ({"STORIES_SECRET_KEY": "x" * 64}, "STORIES_SECRET_KEY"),
        ({"STORIES_SECRET_KEY": "changeme" * 4}, "STORIES_SECRET_KEY"),
        ({"STORIES_HOST": "0.0.0.0"}, "STORIES_HOST"),  # noqa: S104
        ({"STORIES_HOST": "::"}, "STORIES_HOST"),
        ({"STORIES_HOST": "192.168.1.5"}, "STORIES_HOST"),
        ({"STORIES_SECOND_FACTOR": "perhaps"}, "STORIES_SECOND_FACTOR"),
        ({"STORIES_UPLOAD_LIMIT_MB": "much"}, "STORIES_UPLOAD_LIMIT_MB"),
        ({"STORIES_PROXIES": "1.5"}, "STORIES_PROXIES"),
        ({"STORIES_ABSOLUTE_HOURS": "x"}, "STORIES_ABSOLUTE_HOURS"),
        ({"STORIES_ABSOLUTE_HOURS": "0"}, "STORIES_ABSOLUTE_HOURS"),
        ({"STORIES_PORT": "70000"}, "STORIES_PORT"),
        ({"STORIES_THREADS": "-1"}, "STORIES_THREADS"),
        ({"STORIES_IDLE_MINUTES": "9" * 5000}, "STORIES_IDLE_MINUTES"),
        ({"STORIES_IDLE_MINUTES": "٣٠"}, "STORIES_IDLE_MINUTES"),
        ({"STORIES_ARGON2": "cheap"}, "STORIES_ARGON2"),
        ({"STORIES_LOG_LEVEL": "loud"}, "STORIES_LOG_LEVEL"),
        ({"STORIES_ALLOW_FAKE_ENGINE": "yes"}, "STORIES_ALLOW_FAKE_ENGINE"),
        ({"STORIES_BLOBS_SEND": "pigeon"}, "STORIES_BLOBS_SEND"),
        ({"STORIES_BLOBS_SEND": "sign"}, "STORIES_BLOBS_URL"),
        ({"STORIES_BLOBS_SEND": "accel"}, "STORIES_BLOBS_URL"),
        ({"STORIES_BLOBS_SEND": "sendfile", "STORIES_BLOBS_URL": ""}, "STORIES_PROXIES"),
        ({"STORIES_FIXITY_DAYS": "0"}, "STORIES_FIXITY_DAYS"),
        ({"STORIES_BASE_URL": "stories"}, "STORIES_BASE_URL"),
        ({"STORIES_BASE_URL": "ftp://stories"}, "STORIES_BASE_URL"),
        ({"STORIES_BASE_URL": "http://"}, "STORIES_BASE_URL"),
        ({"STORIES_BASE_URL": "http://127.0.0.1:x"}, "STORIES_BASE_URL"),
        ({"STORIES_BASE_URL": "https://a@stories"}, "STORIES_BASE_URL"),
        ({"STORIES_BASE_URL": "https://stories/deep/inside"}, "STORIES_BASE_URL"),
        ({"STORIES_BASE_URL": "http://stories"}, "https://"),
        ({"STORIES_BASE_URL": "http://0.0.0.0:8000"}, "https://"),
        (OUTSIDE | {"STORIES_SECOND_FACTOR": "optional"}, "STORIES_SECOND_FACTOR"),
        (OUTSIDE | {"STORIES_ALLOW_FAKE_ENGINE": "1"}, "STORIES_ALLOW_FAKE_ENGINE"),
        (OUTSIDE | {"STORIES_ARGON2": "weak"}, "STORIES_ARGON2"),
    ],
)
def test_an_unsafe_start_is_refused(tmp_path: Path, wrong: dict[str, str], named: str):
    with pytest.raises(UnsafeStart, match=named) as refusal:
        create_app(environment(tmp_path) | wrong)
    told = str(refusal.value)
    assert told.endswith(".")
    assert ". " not in told
    assert "\n" not in told


def test_defaults_follow_from_the_home(tmp_path: Path):
    settings = read_settings({"STORIES_SECRET_KEY": SECRET, "STORIES_HOME": str(tmp_path)})
    assert settings["DATABASE_URL"] == f"sqlite:///{tmp_path / 'stories.db'}"
    assert settings["SECOND_FACTOR"] == "required"
    assert settings["ARGON2"] == "strong"
    assert not settings.secure
    assert set(settings.values) == {item.name for item in SETTINGS}


def test_an_empty_variable_is_an_unset_one(tmp_path: Path):
    settings = read_settings(environment(tmp_path, STORIES_PORT=""))
    assert settings.number("PORT") == 8000


def test_https_makes_cookies_secure(tmp_path: Path):
    app = create_app(environment(tmp_path) | OUTSIDE)
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    answer = app.test_client().get("/healthz")
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_the_home_is_the_owners_alone(tmp_path: Path):
    home = tmp_path / "fresh"
    create_app(environment(home))
    assert home.stat().st_mode & 0o077 == 0


def key_file(tmp_path: Path, text: str = SECRET, mode: int = 0o600) -> Path:
    file = tmp_path / "key"
    file.write_text(text)
    file.chmod(mode)
    return file


def started_with(tmp_path: Path, file: object, **more: str) -> str:
    variables = environment(tmp_path, STORIES_SECRET_KEY="", STORIES_SECRET_KEY_FILE=str(file))
    return read_settings(variables | more)["SECRET_KEY"]


def test_the_key_may_lie_in_a_file_of_ones_own(tmp_path: Path):
    assert started_with(tmp_path, key_file(tmp_path, f"{SECRET}\n")) == SECRET
    assert started_with(tmp_path, key_file(tmp_path, mode=0o400)) == SECRET


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o666, 0o610])
def test_a_key_file_open_to_others_is_refused(tmp_path: Path, mode: int):
    with pytest.raises(UnsafeStart, match="chmod 600"):
        started_with(tmp_path, key_file(tmp_path, mode=mode))


@pytest.mark.parametrize("text", ["", " " * 64, "short", "\n"])
def test_an_empty_or_short_key_file_is_refused(tmp_path: Path, text: str):
    with pytest.raises(UnsafeStart, match="STORIES_SECRET_KEY_FILE is missing or shorter"):
        started_with(tmp_path, key_file(tmp_path, text))


def test_a_key_file_that_is_none_is_refused(tmp_path: Path):
    with pytest.raises(UnsafeStart, match="is a folder"):
        started_with(tmp_path, tmp_path)
    for nowhere in (tmp_path / "nowhere", tmp_path / "a\0b"):
        with pytest.raises(UnsafeStart, match="names no file"):
            started_with(tmp_path, nowhere)
    (tmp_path / "binary").write_bytes(b"\xff" * 64)
    (tmp_path / "binary").chmod(0o600)
    with pytest.raises(UnsafeStart, match="names no file"):
        started_with(tmp_path, tmp_path / "binary")


def test_a_key_and_a_key_file_are_one_too_many(tmp_path: Path):
    with pytest.raises(UnsafeStart, match="not both"):
        started_with(tmp_path, key_file(tmp_path), STORIES_SECRET_KEY=SECRET)


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
@pytest.mark.parametrize("name", ["STORIES_HOME", "STORIES_BLOBS_URL"])
def test_a_folder_others_may_write_to_is_refused(tmp_path: Path, name: str, mode: int):
    home, sound = tmp_path / "home", tmp_path / "the sound"
    for folder in (home, sound):
        folder.mkdir(mode=0o700)
    (home if name == "STORIES_HOME" else sound).chmod(mode)
    with pytest.raises(UnsafeStart, match=name):
        create_app(environment(home, STORIES_BLOBS_URL=sound.as_uri()))


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000/", "http://a.localhost"],
)
def test_this_machine_needs_no_tls(tmp_path: Path, address: str):
    read_settings(environment(tmp_path, STORIES_BASE_URL=address))


def test_the_demo_is_loud_at_every_door(tmp_path: Path, monkeypatch):
    from stories.foundation import house_cli, server

    app = create_app(environment(tmp_path))
    monkeypatch.setattr(house_cli, "require_schema", lambda: None)
    monkeypatch.setattr(server, "run_server", lambda *_args: None)
    told = app.test_cli_runner().invoke(house_cli.serve, ["--no-worker"])
    assert "STORIES_SECOND_FACTOR=optional" in told.output
    assert "DEMO second key" in app.test_cli_runner().invoke(house_cli.doctor).output
    real = create_app(environment(tmp_path, STORIES_SECOND_FACTOR="required"))
    told = real.test_cli_runner().invoke(house_cli.serve, ["--no-worker"])
    assert told.output == ""
    assert "ok   second key" in real.test_cli_runner().invoke(house_cli.doctor).output


def test_the_demo_is_loud_on_every_page_of_staff(app, client, make):
    assert not client.page("/sign-in").select(".demo-bar")
    client.sign_in(make.facilitator())
    for language in ("kk", "ru", "en"):
        for path in ("/", "/people", "/account"):
            assert client.speak(language).page(path).select_one(".demo-bar").text.strip()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://stories:Geheim1@db/stories",
        "postgresql+psycopg://db/stories?user=stories&password=Geheim1",
        "rediss://:Gehe@im1Geheim1@queue:6379/0?ssl_password=Geheim1",
        "s3://sound?access_key_id=AK&secret_access_key=Geheim1",
    ],
)
def test_the_doctor_tells_no_password(address: str):
    assert "Geheim1" not in doctor.masked(address)
    assert "://" in doctor.masked(address) or "@" in doctor.masked(address)
    assert doctor.masked("/var/lib/a@b?c") == "/var/lib/a@b?c"


def test_the_doctor_misses_a_proxy_nobody_believes(tmp_path: Path):
    for proxies, ok in (("0", False), ("1", True)):
        settings = read_settings(environment(tmp_path) | OUTSIDE | {"STORIES_PROXIES": proxies})
        assert doctor.proxy(settings)[0] is ok


def test_no_variable_of_others_switches_debugging_on(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert not create_app(environment(tmp_path)).debug
