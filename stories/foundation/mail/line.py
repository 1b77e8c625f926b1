"""The conversation with a mail server. Certificates are always checked."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from stories.foundation.mail.address import MailServer, Way

PATIENCE = 30.0  # seconds for one answer


class ServerTrouble(Exception):
    """The server cannot be talked to; no letter is to blame. ``problem`` is a short code."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Later(Exception):
    """The other side asks to try again (RFC 5321: 4yz); ``problem`` is its code."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Never(Later):
    """The other side says no for good (5yz)."""


class Unanswered(Exception):
    """The line broke while the letter went over: taken or not, nobody said."""


@contextmanager
def talking_to(server: MailServer, patience: float = PATIENCE) -> Iterator["Line"]:
    """An open line; raises ServerTrouble."""
    try:
        smtp = _connect(server, patience)
    except smtplib.SMTPAuthenticationError as error:
        raise ServerTrouble(f"login {error.smtp_code}") from None
    except smtplib.SMTPResponseException as error:
        raise ServerTrouble(str(error.smtp_code)) from None
    except smtplib.SMTPNotSupportedError:
        raise ServerTrouble("not offered") from None
    except ssl.SSLError:
        raise ServerTrouble("certificate") from None
    except (OSError, smtplib.SMTPException) as error:
        raise ServerTrouble(type(error).__name__) from None
    try:
        yield Line(smtp, server)
    finally:
        _hang_up(smtp)


def _connect(server: MailServer, patience: float) -> smtplib.SMTP:
    name = server.sender.domain  # not this machine's own
    context = ssl.create_default_context()
    if server.way is Way.TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=patience, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, name, timeout=patience)
    try:
        if server.way is Way.STARTTLS:
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _hang_up(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()


class Line:
    """One open conversation, for several letters after each other."""

    def __init__(self, smtp: smtplib.SMTP, server: MailServer) -> None:
        self._smtp = smtp
        self._server = server

    def offer(self, receiver: str) -> None:
        """Say from whom and to whom; nothing is sent yet. Raises Later, Never, ServerTrouble."""
        try:
            code, _told = self._smtp.mail(self._server.sender.addr_spec)
            if not _good(code):
                raise ServerTrouble(f"sender {code}")
            _judge(self._smtp.rcpt(receiver)[0])
        except (OSError, smtplib.SMTPException) as error:
            raise ServerTrouble(type(error).__name__) from None

    def take_back(self) -> None:
        """Forget what was offered."""
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException) as error:
            raise ServerTrouble(type(error).__name__) from None

    def deliver(self, content: bytes) -> None:
        """Hand the letter over; raises Later, Never, and Unanswered when the line breaks."""
        try:
            code, _told = self._smtp.data(content)
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
        except (OSError, smtplib.SMTPException):
            raise Unanswered from None
        _judge(code)


def _good(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004 - RFC 5321, 4.2.1


def _judge(code: int) -> None:
    if not _good(code):
        raise (Never if code >= 500 else Later)(str(code))  # noqa: PLR2004 - RFC 5321, 4.2.1


def knock(server: MailServer) -> None:
    """Whether the server lets us in, for the doctor; raises ServerTrouble."""
    with talking_to(server, patience=10.0):
        pass
