"""Debian's packages, for those who are root."""

from tools.house.shell import Shell

# RUNLEVEL keeps a server that is installed for a test from being started as a service.
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}


def install(shell: Shell, *packages: str) -> None:
    """Install `packages` with apt; raises `Trouble`."""
    shell.fetch("apt-get", "update", "-q", env=QUIET)
    shell.fetch("apt-get", "install", "-q", "-y", "--no-install-recommends", *packages, env=QUIET)
