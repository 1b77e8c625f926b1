"""Settings: the house refuses to start unsafe, in one sentence that names the setting."""

from pathlib import Path

import pytest

from stories.app import create_app
from stories.foundation.errors import UnsafeStart
from stories.foundation.settings import SETTINGS, read_settings
from tests.conftest import SECRET, environment


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"STORIES_SECRET_KEY": ""}, "STORIES_SECRET_KEY"),
        ({"STORIES_SECRET_KEY": "short"}, "STORIES_SECRET_KEY"),
        ({"STORIES_SECOND_FACTOR": "perhaps"}, "STORIES_SECOND_FACTOR"),
        ({"STORIES_UPLOAD_LIMIT_MB": "much"}, "STORIES_UPLOAD_LIMIT_MB"),
        ({"STORIES_PROXIES": "1.5"}, "STORIES_PROXIES"),
        ({"STORIES_ABSOLUTE_HOURS": "x"}, "STORIES_ABSOLUTE_HOURS"),
    ],
)
def test_an_unsafe_start_is_refused(tmp_path: Path, wrong: dict[str, str], named: str):
    with pytest.raises(UnsafeStart, match=named) as refusal:
        create_app(environment(tmp_path) | wrong)
    assert str(refusal.value).count(".") == 1


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
    safe = environment(tmp_path, STORIES_BASE_URL="https://stories.example.org")
    app = create_app(safe)
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    answer = app.test_client().get("/healthz")
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_the_home_is_the_owners_alone(tmp_path: Path):
    home = tmp_path / "fresh"
    create_app(environment(home))
    assert home.stat().st_mode & 0o077 == 0
