"""Classes of restricted data, and the permissions that open them: the register's one table."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.access import Role, roles_for


@dataclass(frozen=True)
class DataClass:
    """A kind of data, the permissions any of which opens it, and who of these alone, if not all."""

    code: str
    word: Any
    permissions: tuple[str, ...]
    alone: frozenset[Role] = frozenset(Role)

    @property
    def roles(self) -> frozenset[Role]:
        """Roles the data is open to today; a permission nobody entered opens nothing."""
        opened = frozenset().union(*(roles_for(name) for name in self.permissions))
        return opened & self.alone


CLASSES = (
    DataClass(
        "private", _l("Birth dates, contacts, real names behind pseudonyms"), ("people.private",)
    ),
    DataClass(
        "facts",
        _l("Restricted facts: adoption, birth parents"),
        ("people.restricted", "people.hold_restricted"),
    ),
    DataClass(
        "referrals",
        _l("Every referral to a specialist; others see only those they made or were sent"),
        ("sessions.see_referral",),
        alone=frozenset({Role.SAFEGUARDING}),
    ),
    DataClass("people", _l("People’s pages and agreements"), ("people.view",)),
    DataClass("evidence", _l("Signed forms, scans and spoken agreements"), ("people.agree",)),
    DataClass(
        "held",
        _l("Everything held about one person, on one page"),
        ("people.hold", "people.export"),
    ),
    DataClass("recordings", _l("Whole recordings"), ("media.listen",)),
    DataClass(
        "closed_recordings",
        _l("Closed recordings, which somebody in them did not agree to"),
        ("media.listen",),
        alone=frozenset({Role.SAFEGUARDING}),  # as media.consent has it
    ),
    DataClass("transcripts", _l("Whole texts of recordings"), ("transcripts.view",)),
    DataClass("takedowns", _l("Requests to take down"), ("moderation.decide_takedown",)),
    DataClass("accounts", _l("The team’s accounts"), ("accounts.manage",)),
    DataClass("log", _l("The audit log"), ("archive.audit",)),
    DataClass("breaches", _l("Records of breaches"), ("archive.breaches",)),
    DataClass("requests", _l("Records of legal requests"), ("archive.requests",)),
)
WORDS = {item.code: item.word for item in CLASSES}
