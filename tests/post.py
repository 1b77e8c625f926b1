"""A real mail server on this machine, and what it took."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

Rule = Callable[[str], str | None]


def take(_address: str) -> None:
    """Whoever it is for, it is taken."""


@dataclass
class PostOffice:
    """Takes letters; ``at_rcpt`` and ``at_data`` may answer otherwise, or do worse."""

    at_rcpt: Rule = take
    at_data: Rule = take
    taken: list[EmailMessage] = field(default_factory=list)
    port: int = 0
    logins: list[tuple[str, str]] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        return {
            "STORIES_SMTP_URL": f"smtp://127.0.0.1:{self.port}",
            "STORIES_MAIL_FROM": "Буын <post@example.org>",
        }

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.taken if one["To"] == address]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        answer = self.at_rcpt(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        letter = message_from_bytes(envelope.content, policy=default)
        self.taken.append(letter)
        answer = self.at_data(envelope.rcpt_tos[0])
        if answer is not None:
            self.taken.remove(letter)
        return answer or "250 taken"

    def login(self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> Any:
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"p@ss", handled=False)


class Here(Controller):
    """On a port of the system's choice, asked where it was chosen."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def post_office(*, tls: ssl.SSLContext | None = None) -> Iterator[PostOffice]:
    """A server for the block, on a free port; with ``tls`` it speaks STARTTLS and wants a login."""
    office = PostOffice()
    safe = {
        "tls_context": tls,
        "require_starttls": True,
        "authenticator": office.login,
        "auth_required": True,
    }
    controller = Here(office, "127.0.0.1", 0, **(safe if tls else {}))
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()
