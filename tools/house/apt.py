"""Debian's packages, for those who are root."""

from tools.house.shell import Shell

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def install(shell: Shell, *packages: str) -> None:
    """Install `packages` with apt; raises `Trouble`."""
    shell.run("apt-get", "update", "-q", env=QUIET)
    shell.run("apt-get", "install", "-q", "-y", "--no-install-recommends", *packages, env=QUIET)
