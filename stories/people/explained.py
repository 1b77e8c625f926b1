"""An explanation in calm sentences: who stands in the way, with which word, and what helps.

Names and ways to a cure are told to those alone who may see the people or take the way.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stories.foundation.access import Actor
from stories.foundation.i18n import day
from stories.people import calling
from stories.people.models import Person, Stage, Use
from stories.people.policy import FIELDS
from stories.people.queries import persons_by_ids
from stories.people.reasons import NOT_SO_FAR, sentence
from stories.people.rules import (
    Agreed,
    Change,
    Explanation,
    Gap,
    Ground,
    Hindered,
    Obstacle,
    Permission,
)
from stories.people.words import AUDIENCES, STAGES, USES_SHORT

Way = tuple[str, Any]  # an address, and the words of the link that leads there
NOWHERE: Way = ("", "")
RECORD_ANSWER = _l("Record an answer")
RECORD_NEW = _l("Record a new agreement")
LOOK_AT_CLOSURE = _l("Look at the closure")


@dataclass(frozen=True)
class Scene:
    """Who reads, about what: ``subject`` belongs to an organisation, its session if it has one.

    ``ways`` lead to the cures that lie in rooms above; ``alone`` leaves out the name on the
    page of the one person it is about.
    """

    actor: Actor
    subject: Any
    session_id: uuid.UUID | None = None
    ways: Mapping[Gap, Way] = field(default_factory=dict)
    alone: bool = False

    def may(self, permission: str) -> bool:
        """Whether the reader may do that here."""
        return self.actor.can(permission, self.subject)


@dataclass(frozen=True)
class Line:
    """One sentence about somebody; ``detail`` names the agreement.

    ``keeps`` are the uses it prevents, or ``from_whom`` the listeners it keeps it from.
    """

    name: str
    sentence: Any
    detail: str = ""
    keeps: tuple[Any, ...] = ()
    from_whom: tuple[Any, ...] = ()
    url: str = ""
    label: Any = ""


@dataclass(frozen=True)
class Told:
    """An answer and its reasons, ready to be read.

    ``until`` is the last day told to whoever may know births: it may be an eighteenth birthday.
    """

    permission: Permission
    uses: tuple[Any, ...]
    audience: Any
    rests_on: tuple[Line, ...]
    obstacles: tuple[Line, ...]
    until: date | None = None


def tell(scene: Scene, explanation: Explanation) -> Told:
    """The explanation in the words of the page."""
    names = _names(scene, explanation)
    permission = explanation.permission
    return Told(
        permission,
        tuple(USES_SHORT[use] for use in Use if use in permission.uses),
        AUDIENCES[permission.audience],
        tuple(_ground(item, names) for item in explanation.rests_on) if permission.uses else (),
        tuple(_hindered(scene, item, names) for item in explanation.hindered),
        permission.until if scene.may(FIELDS["birth_date"]) else None,
    )


def _names(scene: Scene, explanation: Explanation) -> dict[uuid.UUID, str]:
    if not scene.may("people.view"):
        return {}
    obstacles = [item.obstacle for item in explanation.hindered]
    agreed = [*(item.agreed for item in explanation.rests_on), *(i.agreed for i in obstacles)]
    wanted: set[uuid.UUID | None] = {item.person_id for item in explanation.rests_on}
    wanted |= {item.person_id for item in obstacles} | {item.signer_id for item in agreed if item}
    found = persons_by_ids(who for who in wanted if who)
    return {who: called(scene.actor, row) for who, row in found.items()}


def called(actor: Actor, row: Person) -> str:
    """How somebody is called for a reader; nothing where it is none of their business."""
    return calling.called(actor, row) if actor.can("people.view", row) else ""


def _ground(item: Ground, names: Mapping[uuid.UUID, str]) -> Line:
    about = item.agreed
    return Line(names.get(item.person_id, ""), STAGES[about.stage], _answer(item, about, names))


def _hindered(scene: Scene, item: Hindered, names: Mapping[uuid.UUID, str]) -> Line:
    obstacle = item.obstacle
    url, label = _way(scene, obstacle)
    told = NOT_SO_FAR if obstacle.gap is None else sentence(obstacle.gap)
    name = "" if scene.alone else names.get(obstacle.person_id or uuid.UUID(int=0), "")
    detail = _answer(obstacle, obstacle.agreed, names) if obstacle.agreed else ""
    uses = tuple(USES_SHORT[use] for use in Use if use in item.uses)
    listeners = tuple(word for key, word in AUDIENCES.items() if key in item.audiences)
    return Line(name, told, detail, uses, () if uses else listeners, url, label)


def _answer(item: Ground | Obstacle, agreed: Agreed, names: Mapping[uuid.UUID, str]) -> str:
    own = agreed.signer_id == item.person_id
    told = [_given(day(agreed.given_on), "" if own else names.get(agreed.signer_id, ""), own=own)]
    if agreed.withdrawn_on:
        told.append(_("Withdrawn on %(day)s.", day=day(agreed.withdrawn_on)))
    elif agreed.ends_on:
        told.append(_("It ends on %(day)s.", day=day(agreed.ends_on)))
    return " ".join(told)


def _given(on: str, name: str, *, own: bool) -> str:
    if own:
        return str(_("Their own answer of %(day)s.", day=on))
    if not name:
        return str(_("The legal representative’s answer of %(day)s.", day=on))
    told = _("The answer of %(day)s, given by %(name)s as legal representative.", day=on, name=name)
    return str(told)


def _way(scene: Scene, obstacle: Obstacle) -> Way:
    if obstacle.person_id is None:
        return scene.ways.get(obstacle.gap, NOWHERE) if obstacle.gap else NOWHERE
    if obstacle.gap in {Gap.CLOSED, Gap.CLOSURE_OVER}:
        return _if(scene, "people.close", "people.close", LOOK_AT_CLOSURE, obstacle)
    if obstacle.gap is Gap.BIRTH_UNKNOWN:
        return _if(scene, "people.edit", "people.edit", _l("Edit"), obstacle)
    if obstacle.change in {Change.ASK, Change.ASK_FOR_MORE}:
        return _if(scene, "people.agree", "people.agree", RECORD_ANSWER, obstacle)
    if obstacle.change is Change.ASK_ANEW:
        return _if(scene, "people.agree", "people.agree", RECORD_NEW, obstacle)
    return NOWHERE


def _if(scene: Scene, permission: str, endpoint: str, label: Any, obstacle: Obstacle) -> Way:
    if not scene.may(permission):
        return NOWHERE
    asked = _asked(scene, obstacle) if endpoint == "people.agree" else {}
    return url_for(endpoint, person_id=obstacle.person_id, **asked), label


def _asked(scene: Scene, obstacle: Obstacle) -> dict[str, Any]:
    """Which answer the form is about: one from after the session names it (DOMAIN C1)."""
    agreed = obstacle.agreed
    stage = agreed.stage if agreed else Stage.BEFORE
    if obstacle.gap is Gap.NO_AGREEMENT_AFTER:
        stage = Stage.AFTER
    about_one = stage is Stage.AFTER or (agreed is not None and not agreed.every_session)
    return {"stage": stage.value, "session": scene.session_id if about_one else None}
