"""From words to a message as RFC 5322 has it. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

CALENDAR_NAME = "kezdesu.ics"


@dataclass(frozen=True)
class Letter:
    """What is said. ``calendar`` is an iCalendar object with METHOD:PUBLISH, or empty.

    ``stop_url`` is where the receiver asks for no more letters.
    """

    subject: str
    text: str
    calendar: str = ""
    stop_url: str = ""


def message_id(key: str, domain: str) -> str:
    """The same for one letter however often it is tried: mail servers can tell it is one."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def message(
    letter: Letter, key: str, sender: Address, receiver: str, language: str, at: datetime
) -> EmailMessage:
    """The message, from a machine and saying so, so that no machine answers it."""
    found = EmailMessage(policy=SMTP)
    found["From"] = sender
    found["To"] = Address(addr_spec=receiver)
    found["Subject"] = " ".join(letter.subject.split())
    found["Date"] = at
    found["Message-ID"] = message_id(key, sender.domain)
    found["Auto-Submitted"] = "auto-generated"
    found["X-Auto-Response-Suppress"] = "All"
    if letter.stop_url:
        found["List-Unsubscribe"] = f"<{letter.stop_url}>"
    found.set_content(letter.text, cte="base64" if not letter.text.isascii() else None)
    if letter.calendar:
        found.add_attachment(
            letter.calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename=CALENDAR_NAME,
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    found["Content-Language"] = language  # last: what is attached would take it along
    return found
