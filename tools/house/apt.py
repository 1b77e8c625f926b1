"""Debian's packages, for those who are root."""

from tools.house.shell import Shell

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def install(shell: Shell, *packages: str) -> None:
    """Install `packages` with apt; raises `Trouble`."""
    shell.fetch("apt-get", "update", "-q", env=QUIET)
    shell.fetch("apt-get", "install", "-q", "-y", "--no-install-recommends", *packages, env=QUIET)
