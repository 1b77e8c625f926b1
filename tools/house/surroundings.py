"""The settings `make run` passes to the programme."""

import os
import secrets
from collections.abc import Mapping

from tools.house.checks import port_of
from tools.house.paths import VAR
from tools.house.shell import clean_environment

KEY = VAR / "secret.key"
LEAST = 32  # characters; the programme refuses shorter keys


def secret_key() -> str:
    """The key of this checkout: made once, readable by its owner alone, never printed."""
    try:
        key = KEY.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        key = ""
    if len(key) >= LEAST:
        KEY.chmod(0o600)
        return key
    key = secrets.token_urlsafe(48)
    VAR.mkdir(mode=0o700, exist_ok=True)
    KEY.unlink(missing_ok=True)
    descriptor = os.open(KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key


def host_of(env: Mapping[str, str]) -> str:
    """The address to serve on."""
    return env.get("STORIES_HOST") or "127.0.0.1"


def is_a_demo(env: Mapping[str, str]) -> bool:
    """Whether this machine alone is served: nobody needs a phone to look at invented people."""
    return not env["STORIES_BASE_URL"].startswith("https://")


def for_the_programme() -> dict[str, str]:
    """The environment of the `stories` commands; whatever is set already stays."""
    env = clean_environment()
    port = str(port_of(env))
    env.setdefault("STORIES_HOME", str(VAR))
    env.setdefault("STORIES_BASE_URL", f"http://{host_of(env)}:{port}")
    env["STORIES_PORT"] = port
    if is_a_demo(env):
        env.setdefault("STORIES_SECOND_FACTOR", "optional")
    if not env.get("STORIES_SECRET_KEY_FILE"):
        env["STORIES_SECRET_KEY"] = env.get("STORIES_SECRET_KEY") or secret_key()
    return env
