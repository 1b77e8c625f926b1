"""The mail server as two settings name it; pure."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

from stories.foundation import safety
from stories.foundation.errors import UnsafeStart

URL, FROM = "STORIES_SMTP_URL", "STORIES_MAIL_FROM"
LIKE = "such as starttls://name:password@mail.example.org:587"
LONGEST = 254


class Way(enum.StrEnum):
    """How the conversation is protected."""

    PLAIN = "smtp"  # on this machine alone
    STARTTLS = "starttls"
    TLS = "smtps"


PORTS = {Way.PLAIN: 25, Way.STARTTLS: 587, Way.TLS: 465}


@dataclass(frozen=True)
class MailServer:
    """Where letters go out, and whom they come from."""

    way: Way
    host: str
    port: int
    sender: Address
    user: str = ""
    password: str = field(default="", repr=False)


def read_server(values: Mapping[str, str]) -> MailServer | None:
    """The server of the settings, None if none is set; raises UnsafeStart in one sentence."""
    url, sender = values["SMTP_URL"], values["MAIL_FROM"]
    if not url and not sender:
        return None
    if not (url and sender):
        raise UnsafeStart(f"Set both {URL} and {FROM}, or neither.")
    way, host, port, user, password = _parts(url)
    if way is Way.PLAIN and not safety.is_this_machine(host):
        raise UnsafeStart(
            f"{URL} must begin with smtps:// or starttls:// unless it names this machine; "
            "letters could be read on their way."
        )
    return MailServer(way, host, port, _sender(sender), user, password)


def _parts(url: str) -> tuple[Way, str, int, str, str]:
    try:
        parts = urlsplit(url)
        way, port = Way(parts.scheme), parts.port
    except ValueError:
        raise UnsafeStart(f"{URL} must be an address {LIKE}.") from None
    bare = not (parts.query or parts.fragment or parts.path.strip("/"))
    if not (parts.hostname and bare and port != 0):
        raise UnsafeStart(f"{URL} must be an address {LIKE}.")
    if bool(parts.username) != bool(parts.password):
        raise UnsafeStart(f"{URL} must hold a name and a password, or neither.")
    user, password = (unquote(each or "") for each in (parts.username, parts.password))
    return way, parts.hostname, port or PORTS[way], user, password


def _sender(text: str) -> Address:
    name, address = parseaddr(text)
    found = readable_address(address)
    if found is None or not name.isprintable():
        raise UnsafeStart(f"{FROM} must be an e-mail address, with a name before it if you like.")
    return Address(display_name=name, addr_spec=found)


def readable_address(text: str) -> str | None:
    """An e-mail address as servers everywhere take it, or None; asks nobody whether it exists."""
    if len(text) > LONGEST or not text.isascii() or re.search(r"[\s<>]", text.strip()):
        return None
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return found.normalized
