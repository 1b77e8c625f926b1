"""What the log is asked for: days, who, what kind, about what, where."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField, ValidationError

from stories.accounts.models import Organisation, User
from stories.archive.log.rules import Group, by_group
from stories.archive.words import ACTIONS, ACTORS, GROUPS
from stories.foundation.fields import Pick, PlainDate

NO_LINE = _l("This page of the log does not exist. Begin with the newest lines.")
NO_THING = _l("Nothing is known by this number. Open the log from the page of what you look for.")
BACKWARDS = _l("The last day is before the first.")
MOST_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Wanted:
    """Which lines are looked for. ``before`` is a line's number: only older ones than it."""

    since: datetime | None = None
    until: datetime | None = None
    actor_id: uuid.UUID | None = None
    actor_kind: str | None = None
    actions: frozenset[str] = frozenset()
    others_than: frozenset[str] = frozenset()
    about: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    before: int | None = None


class LogFilter(Form):
    """The questions above the log; empty ones do not count."""

    since = PlainDate(_l("From the day"))
    until = PlainDate(_l("To the day"))
    who = Pick(_l("Who"))
    kind = Pick(_l("Kind of action"))
    organisation = Pick(_l("Organisation"))
    about = StringField(_l("About"))
    before = StringField(_l("Page"))

    def __init__(self, asked: Any, staff: Sequence[User], places: Sequence[Organisation]) -> None:
        super().__init__(_answered(asked))
        self.who.choices = _who(staff)
        self.kind.choices = _kinds()
        self.organisation.choices = [("", _("All")), *((str(row.id), row.name) for row in places)]
        for pick in (self.who, self.kind, self.organisation):
            pick.data = pick.data or ""
        if len(places) < 2:  # noqa: PLR2004 - whoever has one has no choice
            del self.organisation

    def validate_until(self, until: PlainDate) -> None:
        if self.since.data and until.data and until.data < self.since.data:
            raise ValidationError(str(BACKWARDS))

    def validate_about(self, about: StringField) -> None:
        if about.data:
            _uuid(about.data)

    def validate_before(self, before: StringField) -> None:
        if before.data:
            _number(before.data)

    def wanted(self) -> Wanted:
        """The questions, once they are sound."""
        who, kind = self.who.data, self.kind.data
        groups = by_group(ACTIONS)
        changes = kind == Group.CHANGES
        named = groups[Group(kind)] if kind in set(Group) else [kind] if kind else []
        others = [each for group in Group if group is not Group.CHANGES for each in groups[group]]
        place = self.organisation.data if "organisation" in self else ""
        return Wanted(
            since=_midnight(self.since.data),
            until=_midnight(self.until.data, after=True),
            actor_id=uuid.UUID(who) if who and who not in ACTORS else None,
            actor_kind=who if who in ACTORS else None,
            actions=frozenset() if changes else frozenset(named),
            others_than=frozenset(others) if changes else frozenset(),
            about=_uuid(self.about.data) if self.about.data else None,
            organisation=uuid.UUID(place) if place else None,
            before=_number(self.before.data) if self.before.data else None,
        )

    def address(self) -> dict[str, str]:
        """The same questions for the address of another page."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.data.items()
            if value and name != "before"
        }


def _answered(asked: Any) -> Any:
    """Without the questions left open, which browsers send as empty words."""
    kept = asked.copy()
    for name in [name for name in kept if not "".join(kept.getlist(name)).strip()]:
        kept.pop(name)
    return kept


def _who(staff: Sequence[User]) -> list[tuple[str, str]]:
    kinds = [(kind, str(ACTORS[kind])) for kind in ("operator", "visitor")]
    return [("", _("Everybody")), *((str(user.id), user.name) for user in staff), *kinds]


def _kinds() -> dict[str, list[tuple[str, str]]]:
    found = {_("Everything"): [("", _("Every kind"))]}
    for group, actions in by_group(ACTIONS).items():
        words = sorted((str(ACTIONS[action]), action) for action in actions)
        whole = (group.value, _("All of this: %(kind)s", kind=GROUPS[group]))
        found[str(GROUPS[group])] = [whole, *((action, word) for word, action in words)]
    return found


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise ValidationError(str(NO_THING)) from None


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < len(str(MOST_NUMBER))):
        raise ValidationError(str(NO_LINE))
    return int(text)


def _midnight(day: date | None, *, after: bool = False) -> datetime | None:
    if day is None or (after and day == date.max):
        return None
    return datetime.combine(day + timedelta(days=1) if after else day, time(), UTC)
