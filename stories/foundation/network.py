"""Where a request comes from, for counting attempts."""

import ipaddress

from flask import request


def network() -> str:
    """The network of whoever asks; an IPv6 household is one neighbourhood of addresses."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address  # else all of IPv4 is one household
    length = 64 if address.version == 6 else 32  # noqa: PLR2004
    return str(ipaddress.ip_network((address, length), strict=False))
