"""What can go wrong on somebody's machine, each in one sentence."""

import re

SPACE = re.compile(
    r"no space left on device|ENOSPC|disk quota exceeded|database or disk is full"
    r"|enough free space",
    re.IGNORECASE,
)
NETWORK = re.compile(
    r"temporary failure (in name resolution|resolving)|name or service not known"
    r"|failed to establish a new connection|NewConnectionError|ConnectTimeoutError"
    r"|ReadTimeoutError|ProxyError|network is unreachable|no route to host"
    r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH"
    r"|could not connect to|could not resolve (host|')|connection timed out|connection refused"
    r"|connection to .* timed out",
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


def explain(what: str, output: str, log: str, *, fetches: bool) -> Trouble:
    """Turn the `output` of a tool that failed during step `what` into one sentence.

    `fetches` says that the tool asks the network, which alone makes it worth a suspicion.
    """
    if SPACE.search(output):
        return no_space(what)
    if fetches and CERTIFICATE.search(output):
        return Trouble(
            f"{what}: the certificate of the place to fetch from is not trusted here; "
            "look at this machine's clock and certificates and run this again."
        )
    if fetches and NETWORK.search(output):
        return no_network(what)
    last = "\n".join(output.strip().splitlines()[-12:])
    return Trouble(f"{what}: this step failed; the whole story is in {log}.", last)
