"""The policy table's engine: each permission maps to alternatives; unknown means no.

Rooms fill the table in their ``policy.py``. The same alternatives answer for one object
(``require``) and, as SQL, for lists (``visible``), so that the two can never drift apart.
"""

import enum
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import g, request
from sqlalchemy import ColumnElement, and_, false, inspect, or_, true

from stories.foundation.db.unit import after_unit, unit_of_work
from stories.foundation.errors import Forbidden, NotFound, StoriesError


class Role(enum.StrEnum):
    """Roles of DOMAIN; ``family`` comes by link and holds no account."""

    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    CURATOR = "curator"
    SAFEGUARDING = "safeguarding_lead"
    ADMIN = "admin"
    FAMILY = "family"


STAFF = (Role.FACILITATOR, Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
PUBLIC = "public"
SIGNED_IN = "signed_in"
FAMILY_LINK = "family_link"
OWN_LINK = "own_link"  # one person's own: only what is theirs stands behind it
BY_LINK = frozenset({FAMILY_LINK, OWN_LINK})

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Actor:
    """Who acts: a staff user with grants per organisation, or the operator at the machine."""

    id: uuid.UUID | None
    name: str
    grants: frozenset[tuple[uuid.UUID, Role]] = frozenset()
    operator: bool = False
    locale: str | None = None

    def organisations(self, *roles: Role) -> frozenset[uuid.UUID]:
        """Organisations where the actor holds one of the roles (any role if none is named)."""
        return frozenset(org for org, role in self.grants if not roles or role in roles)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for _org, role in self.grants)

    def can(self, permission: str, subject: Any = None) -> bool:
        """Whether the table allows it; without a subject: whether it ever could."""
        return allowed(self, permission, subject)


OPERATOR = Actor(None, "operator", operator=True)
NOBODY = Actor(None, "")


@dataclass(frozen=True)
class Predicate:
    """A named condition, once for an object and once as SQL over its model."""

    name: str
    holds: Callable[[Actor, Any], bool]
    clause: Callable[[Actor, Any], ColumnElement[bool]]


@dataclass(frozen=True)
class Alternative:
    """A role in the subject's organisation, and conditions that must all hold."""

    role: Role
    predicates: tuple[Predicate, ...] = ()

    def holds(self, actor: Actor, subject: Any) -> bool:
        if subject.organisation_id not in actor.organisations(self.role):
            return False
        return all(item.holds(actor, subject) for item in self.predicates)

    def clause(self, actor: Actor, model: Any) -> ColumnElement[bool]:
        mine = model.organisation_id.in_(actor.organisations(self.role))
        return and_(mine, *(item.clause(actor, model) for item in self.predicates))


@dataclass(frozen=True)
class Lock:
    """What rows of one kind always ask for, whatever is to be done, and how a refusal is told."""

    predicate: Predicate
    refusal: type[Forbidden]


_table: dict[str, tuple[Alternative, ...]] = {}
_locks: dict[type, Lock] = {}


def lock_rows(model: type, lock: Lock) -> None:
    """Put a lock before a kind of rows; the operator at the machine has the key."""
    _locks[model] = lock


def permit(permission: str, *alternatives: Role | Alternative) -> None:
    """Add a permission to the table; a bare role means the role without conditions."""
    _table[permission] = tuple(
        item if isinstance(item, Alternative) else Alternative(item) for item in alternatives
    )


def roles_for(permission: str) -> frozenset[Role]:
    """Roles that could ever hold a permission; for the access table and its guard."""
    if permission in BY_LINK:
        return frozenset({Role.FAMILY})
    if permission == SIGNED_IN:
        return frozenset(STAFF)
    if permission == PUBLIC:
        return frozenset(Role)
    return frozenset(item.role for item in _table.get(permission, ()))


def known(permission: str) -> bool:
    """Whether the table has such a permission."""
    return permission in _table or permission in {PUBLIC, SIGNED_IN, *BY_LINK}


def allowed(actor: Actor, permission: str, subject: Any = None) -> bool:
    """Ask the table about one object."""
    if actor.operator:
        return True
    if permission == SIGNED_IN:
        return actor.id is not None
    alternatives = _table.get(permission, ())
    if subject is None:
        return any(actor.organisations(item.role) for item in alternatives)
    return any(item.holds(actor, subject) for item in alternatives) and _unlocked(actor, subject)


def _unlocked(actor: Actor, subject: Any) -> bool:
    lock = _locks.get(type(subject))
    return lock is None or lock.predicate.holds(actor, subject)


def visible(actor: Actor, permission: str, model: Any) -> ColumnElement[bool]:
    """The same table as a condition for lists of ``model``."""
    if actor.operator:
        return true()
    alternatives = _table.get(permission, ())
    clauses = [item.clause(actor, model) for item in alternatives if item.predicates]
    # One condition for every bare role: a database uses an index on the rest of it only then.
    bare = [item.role for item in alternatives if not item.predicates]
    if bare:
        clauses.append(model.organisation_id.in_(actor.organisations(*bare)))
    if not clauses:
        return false()
    lock = _locks.get(inspect(model).mapper.class_)
    found = or_(*clauses)
    return found if lock is None else and_(found, lock.predicate.clause(actor, model))


def require(actor: Actor, permission: str, subject: Any = None) -> None:
    """Raise NotFound across organisations and Forbidden within one, unless allowed."""
    if allowed(actor, permission, subject):
        return
    if subject is not None and subject.organisation_id not in actor.organisations():
        raise NotFound
    refusal = Forbidden() if _unlocked(actor, subject) else _locks[type(subject)].refusal()
    refusal.organisation_id = getattr(subject, "organisation_id", None)
    raise refusal


def expose(
    permission: str, *, unit: str = "request", files: bool = False, raw: bool = False
) -> Callable[[View], View]:
    """Declare what a view needs. ``unit="own"`` leaves the unit of work to the view.

    Without ``files`` a request that brings one is refused; ``raw`` takes a body that is no form.
    """

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        view.unit = unit  # type: ignore[attr-defined]
        view.files = files  # type: ignore[attr-defined]
        view.raw = raw  # type: ignore[attr-defined]
        return view

    return mark


def guard_endpoint(view: Any, actor: Actor) -> None:
    """Refuse an endpoint nobody declared, or one the actor's roles could never use."""
    permission = getattr(view, "access", None)
    if permission in {PUBLIC, *BY_LINK}:
        return
    if actor.id is None:
        raise SignInFirst
    if permission == SIGNED_IN:
        return
    if permission is None or not allowed(actor, permission):
        raise Forbidden


class SignInFirst(StoriesError):
    """The page is for staff; the edge turns this into the way to the sign-in page."""

    status = 401


def current_actor() -> Actor:
    """Who asks; read once a request from the sign-in."""
    if "actor" not in g:
        g.actor = _find_actor[-1]() if _find_actor else NOBODY
    actor: Actor = g.actor
    return actor


_find_actor: list[Callable[[], Actor]] = []


def find_actor_with(finder: Callable[[], Actor]) -> None:
    """Accounts tells here how the signed-in user is found."""
    _find_actor.append(finder)


def note_denial(status: int, where: Any = None) -> None:
    """Keep a refusal in the audit log, with the status it was answered with (DOMAIN X3).

    ``where`` has the organisation it happened in, if it was one of the actor's own: whoever works
    in several is refused in one, and the others read nothing of it.
    """
    from stories.foundation import audit

    actor = current_actor()
    if actor.id is None:
        return
    ids = {name: str(value) for name, value in (request.view_args or {}).items() if _is_id(value)}
    if isinstance(where, Forbidden) and not where.organisation_id and _works_in_several(actor):
        ids = {}  # a role nobody has anywhere: whose thing it was, nobody looked
    detail: audit.Detail = {"endpoint": request.endpoint or "", "status": status, **ids}

    def write() -> None:
        with unit_of_work():
            audit.record(actor, "access.denied", where, detail=detail)

    after_unit(write)


def _works_in_several(actor: Actor) -> bool:
    return len(actor.organisations()) > 1


def _is_id(value: object) -> bool:
    # What else stands in an address (a family's token, a code) is kept nowhere.
    return isinstance(value, uuid.UUID)
