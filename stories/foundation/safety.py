"""What the house refuses to start with, in one sentence each that names the cure."""

import ipaddress
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from stories.foundation.errors import UnsafeStart

LEAST = 32  # characters of a secret key
FEWEST_SIGNS = 8  # different ones: even 32 random hexadecimal digits have more
MOST = 4096
OTHERS_READ = stat.S_IRWXG | stat.S_IRWXO
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
# what is for a demo or for tests alone, and never behind an address people reach from outside
NOT_OUTSIDE = (
    ("SECOND_FACTOR", "optional", "set it to required"),
    ("ALLOW_FAKE_ENGINE", "1", "leave it out"),
    ("ARGON2", "weak", "leave it out"),
)


def one_of(words: Sequence[str]) -> str:
    """``a, b or c``."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def is_number(value: str, numbers: range) -> bool:
    """Whether a setting is a whole number among those allowed."""
    return value.isascii() and value.isdigit() and len(value) < 10 and int(value) in numbers  # noqa: PLR2004


def secret_key(given: str, file: str) -> str:
    """The secret key, given or read from its file; raises UnsafeStart unless it is one."""
    if given and file:
        raise UnsafeStart("Set STORIES_SECRET_KEY or STORIES_SECRET_KEY_FILE, not both.")
    name = "STORIES_SECRET_KEY_FILE" if file else "STORIES_SECRET_KEY"
    key = _from_file(Path(file)) if file else given
    if len(key) < LEAST:
        raise UnsafeStart(f"{name} is missing or shorter than {LEAST} characters.")
    if len(set(key)) < FEWEST_SIGNS:
        raise UnsafeStart(f"{name} is one that can be guessed; take random characters.")
    return key


def _from_file(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            if stat.S_IMODE(path.stat().st_mode) & OTHERS_READ:
                raise UnsafeStart(
                    "STORIES_SECRET_KEY_FILE is open to other users of this machine; chmod 600 it."
                )
            return file.read(MOST).strip()
    except IsADirectoryError:
        raise UnsafeStart("STORIES_SECRET_KEY_FILE is a folder, not a file.") from None
    except (OSError, ValueError):
        raise UnsafeStart("STORIES_SECRET_KEY_FILE names no file that can be read.") from None


def refuse_open_folders(home: Path, blobs_url: str, copy_url: str = "") -> None:
    """Raise UnsafeStart if others on the machine may write where people's words are kept."""
    kept = {"STORIES_HOME": home}
    for name, url in (("STORIES_BLOBS_URL", blobs_url), ("STORIES_BLOBS_COPY_URL", copy_url)):
        if url.startswith("file:"):
            kept[name] = Path(unquote(urlsplit(url).path))
    for name, folder in kept.items():
        if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & OTHERS_WRITE:
            raise UnsafeStart(
                f"{name} is a folder that other users of this machine may write to; chmod go-w it."
            )


def refuse_unsafe_address(values: Mapping[str, str]) -> None:
    """Raise UnsafeStart for an address that is none, or that goes ill with other settings."""
    address = values["BASE_URL"]
    host = host_of(address)
    if host is None:
        raise UnsafeStart(
            "STORIES_BASE_URL must be an address such as https://stories.example.org."
        )
    if address.startswith("https://"):
        for name, wrong, cure in NOT_OUTSIDE:
            if values[name] == wrong:
                told = f"STORIES_{name}={wrong} is never for a house with an https address; {cure}."
                raise UnsafeStart(told)
    elif not is_this_machine(host):
        raise UnsafeStart(
            "STORIES_BASE_URL must begin with https:// unless it names this machine alone; "
            "passphrases could be read on their way."
        )
    elif not is_this_machine(values["HOST"]):
        raise UnsafeStart(
            "STORIES_HOST opens the house to the network while STORIES_BASE_URL names this machine "
            "alone; leave it out or set an https address."
        )


def host_of(address: str) -> str | None:
    """The host of an address of the form http(s)://host[:port], in small letters; else None."""
    try:
        parts = urlsplit(address)
        whole = parts.port is None or parts.port > 0
    except ValueError:
        return None
    bare = not (parts.username or parts.query or parts.fragment or parts.path.strip("/"))
    return parts.hostname if parts.scheme in {"http", "https"} and bare and whole else None


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine as it calls itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
