"""The database and queue servers tests may use, when they answer on this machine."""

import os
import socket
import subprocess

from tools.house.paths import tool

POSTGRES = ("STORIES_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
REDIS = ("STORIES_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
KNOCK = "import psycopg; psycopg.connect('{}', connect_timeout=3).close()"


def _postgres_answers(url: str) -> bool:
    plain = url.replace("+psycopg", "", 1)
    knock = [str(tool("python")), "-c", KNOCK.format(plain)]
    return subprocess.run(knock, capture_output=True, check=False).returncode == 0


def _redis_answers() -> bool:
    try:
        with socket.create_connection(("127.0.0.1", 6379), timeout=3) as redis:
            redis.settimeout(3)
            redis.sendall(b"PING\r\n")
            return redis.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def found_services() -> dict[str, str]:
    """The settings of the servers that answer; settings made by hand are left as they are."""
    found = {}
    if not os.environ.get(POSTGRES[0]) and _postgres_answers(POSTGRES[1]):
        found[POSTGRES[0]] = POSTGRES[1]
    if not os.environ.get(REDIS[0]) and _redis_answers():
        found[REDIS[0]] = REDIS[1]
    return found
