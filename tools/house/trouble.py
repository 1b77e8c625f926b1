"""What can go wrong on somebody's machine, each in one sentence."""

import re
from dataclasses import dataclass

SPACE = re.compile(
    r"no space left|ENOSPC|disk quota exceeded|database or disk is full"
    r"|enough free space",
    re.IGNORECASE,
)
NETWORK = re.compile(
    r"temporary failure (in name resolution|resolving)|name or service not known"
    r"|failed to establish a new connection|NewConnectionError|ConnectTimeoutError"
    r"|ReadTimeoutError|ProxyError|network is unreachable|no route to host"
    r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH"
    r"|could not connect to|could not resolve (host|')|connection timed out|connection refused"
    r"|connection to .* timed out|cannot be reached",
    re.IGNORECASE,
)
CERTIFICATE = re.compile(
    r"CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|unable to (verify|get) .*certificate",
    re.IGNORECASE,
)


class Trouble(Exception):
    """A sentence for the person at the terminal, and what a tool said last, if it helps."""

    def __init__(self, sentence: str, tail: str = "") -> None:
        super().__init__(sentence)
        self.tail = tail


def no_space(what: str) -> Trouble:
    """The disk filled up during the step `what`."""
    return Trouble(
        f"{what}: the disk is full; free some space (a first run needs about 2.5 GB) "
        "and run this again, it goes on from here."
    )


def no_network(what: str) -> Trouble:
    """The step `what` had to fetch something and could not."""
    return Trouble(
        f"{what}: this step needs the network and could not reach it; "
        "connect and run this again, it goes on from here."
    )


TRACEBACK = "Traceback (most recent call last)"


@dataclass(frozen=True)
class Tool:
    """What is known of a tool that may fail: whether it asks the network, whether it is ours.

    Only a tool that fetches is suspected of lacking the network; our own ends in one sentence.
    """

    fetches: bool = False
    ours: bool = False


def explain(what: str, output: str, log: str, tool: Tool) -> Trouble:
    """Turn the `output` of a `tool` that failed during step `what` into one sentence."""
    if SPACE.search(output):
        return no_space(what)
    if tool.fetches and CERTIFICATE.search(output):
        return Trouble(
            f"{what}: the certificate of the place to fetch from is not trusted here; "
            "look at this machine's clock and certificates and run this again."
        )
    if tool.fetches and NETWORK.search(output):
        return no_network(what)
    return _plain(what, output.strip().splitlines(), log, tool)


def _plain(what: str, lines: list[str], log: str, tool: Tool) -> Trouble:
    crashed = any(line.startswith(TRACEBACK) for line in lines)
    if tool.ours and lines and not crashed:
        return Trouble(f"{what}: {lines[-1].removeprefix('Error: ')}")
    tail = "" if crashed else "\n".join(lines[-12:])
    return Trouble(f"{what}: this step failed; the whole story is in {log}.", tail)
