"""What is asked of the machine before any long work begins."""

import os
import shutil
import socket
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tools.house.paths import ROOT
from tools.house.trouble import Trouble

GIGABYTE = 1_000_000_000
TEMPORARY = 0.3  # gigabytes pip unpacks at one time, in the folder for temporary files
LAST_PORT = 65_535


def port_of(env: Mapping[str, str]) -> int:
    """The port to serve on: `PORT`, else `STORIES_PORT`, else 8000."""
    text = env.get("PORT") or env.get("STORIES_PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= LAST_PORT:
        raise Trouble(f"The port must be a number from 1 to {LAST_PORT}, and “{text}” is not.")
    return int(text)


def require_port(host: str, port: int) -> None:
    """Raise `Trouble` unless a server could listen on `port` of `host` now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except PermissionError:
            raise Trouble(
                f"Port {port} may only be used by root; choose one above 1023: make run PORT=8000"
            ) from None
        except OSError:
            raise Trouble(
                f"Port {port} on {host} is taken; stop the programme that uses it, or choose "
                f"another port: make run PORT={port + 1 if port < LAST_PORT else 8000}"
            ) from None


def require_space(gigabytes: float) -> None:
    """Raise `Trouble` unless the checkout's disk, and the temporary one, have room enough."""
    if not gigabytes:
        return
    temporary = min(TEMPORARY, gigabytes)
    for folder, need in ((ROOT, gigabytes), (Path(tempfile.gettempdir()), temporary)):
        free = shutil.disk_usage(folder).free / GIGABYTE
        if free < need:
            raise Trouble(
                f"Not enough disk space: what is still to be set up needs about {need:.1f} GB "
                f"and the disk of {folder} has {free:.1f} GB free; make room and run this again."
            )


def is_root() -> bool:
    """Tell whether we may install Debian packages."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None
