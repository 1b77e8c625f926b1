"""The first step: organisations, staff, people, their word before sessions, the calendar."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stories.accounts import services as accounts
from stories.accounts.identity import as_actor
from stories.accounts.models import Organisation, User
from stories.demo import papers
from stories.demo.content import DemoContent, Person, Session, Staff
from stories.demo.notes import Ids
from stories.foundation.access import OPERATOR, Actor, Role
from stories.foundation.clock import HOME_ZONE, held_at, now
from stories.foundation.hours import hours_of
from stories.people import models as word
from stories.people import services
from stories.people.documents import NEWEST
from stories.people.rules import ADULT
from stories.sessions import services as sessions
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.services import Plan

IN_THE_ROOM = (word.Use.RECORD, word.Use.TRANSCRIBE, word.Use.TRANSLATE)
AHEAD = timedelta(days=7)


@dataclass
class World:
    """Rows by key while a step is being made."""

    content: DemoContent
    today: date
    organisations: dict[str, Organisation] = field(default_factory=dict)
    staff: dict[str, User] = field(default_factory=dict)
    people: dict[str, word.Person] = field(default_factory=dict)
    sessions: dict[str, StorytellingSession] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """A member of staff as the one who acts."""
        return as_actor(self.staff[key])

    def made(self) -> Ids:
        """Ids of everything, by kind and key."""
        groups: dict[str, dict[str, uuid.UUID]] = {
            "organisation": {key: row.id for key, row in self.organisations.items()},
            "staff": {key: row.id for key, row in self.staff.items()},
            "person": {key: row.id for key, row in self.people.items()},
            "session": {key: row.id for key, row in self.sessions.items()},
        }
        return {
            f"{kind}:{key}": made for kind, rows in groups.items() for key, made in rows.items()
        }


def build_world(content: DemoContent, passphrase: str, today: date) -> World:
    """Enter everybody and every session; the past ones are held on their own day."""
    world = World(content, today)
    for place in content.organisations:
        world.organisations[place.key] = accounts.found_organisation(
            OPERATOR, place.name.kk, place.name.ru, place.region.kk
        )
    for member in content.staff:
        world.staff[member.key] = _staff(world, member, passphrase)
    with held_at(now() - timedelta(days=40)):
        for person in content.people:
            world.people[person.key] = _person(world, person)
        _represent(world)
        _relate(world)
        _agree_before(world)
    for session in sorted(content.sessions, key=lambda item: item.day):
        world.sessions[session.key] = _session(world, session)
    return world


def _staff(world: World, member: Staff, passphrase: str) -> User:
    user = accounts.add_user(OPERATOR, member.name, member.email, passphrase, member.locale)
    place = world.organisations[member.organisation]
    role = accounts.grant(OPERATOR, user, place.id, Role(member.role))
    if member.cleared_days is not None:
        role.cleared_until = now() + timedelta(days=member.cleared_days)
    return user


def _person(world: World, person: Person) -> word.Person:
    details = services.Details(
        generation=word.Generation(person.generation),
        name=person.shown_as.kk or person.name,
        pseudonym=person.pseudonym or None,
        birth_year=person.birth_year,
        languages=person.languages,
        region=person.region.kk,
        given_name=person.given_name,
        patronymic=person.patronymic,
        surname=person.surname,
        ways=_ways(person),
        reach_note=person.reach_note,
        access_needs=tuple(map(word.AccessNeed, person.access_needs)),
        access_note=person.access_note,
        interests=person.interests,
        free_hours=hours_of(person.free_hours),
        readiness=word.Readiness(person.readiness),
    )
    row = services.add_person(OPERATOR, world.organisations[person.organisation].id, details)
    if person.never_publish:
        services.never_publish(OPERATOR, row)
    return row


def _ways(person: Person) -> tuple[word.Way, ...]:
    kinds = (word.WayKind.TELEPHONE, word.WayKind.MESSENGER, word.WayKind.THROUGH)
    return tuple(
        word.Way(kind, getattr(person, kind.value), preferred=kind == person.preferred)
        for kind in kinds
    )


def _relate(world: World) -> None:
    for item in world.content.relations:
        one, other = world.people[item.one], world.people[item.other]
        services.relate(OPERATOR, other, one, word.Tie(item.tie), item.note)
    for fact in world.content.facts:
        about = world.people[fact.person]
        services.write_fact(_safeguarding(world, about), about, word.FactKind(fact.kind), fact.text)


def _safeguarding(world: World, person: word.Person) -> Actor:
    """Who guards the children of a person's organisation."""
    actors = [world.actor(key) for key in world.staff]
    lead = Role.SAFEGUARDING
    return next(each for each in actors if person.organisation_id in each.organisations(lead))


def _represent(world: World) -> None:
    for person in world.content.people:
        for key in person.representatives:
            child, grown = world.people[person.key], world.people[key]
            services.link_representative(OPERATOR, child, grown, world.today)
    for pair in world.content.do_not_pair:
        services.keep_apart(OPERATOR, world.people[pair.one], world.people[pair.other])


def signers(world: World, person: Person) -> list[word.Person]:
    """Who has to agree: the person, and a child's representatives."""
    child = world.today.year - person.birth_year <= ADULT
    others = person.representatives if child else ()
    return [world.people[key] for key in (person.key, *others)]


def agree(
    world: World,
    person: Person,
    stage: word.Stage,
    uses: tuple[word.Use, ...],
    session_id: uuid.UUID | None = None,
) -> None:
    """Everybody who has to says yes, within the audience and naming the content allows."""
    for signer in signers(world, person):
        _answer(world, person, signer, stage, uses, session_id)


def _answer(
    world: World,
    person: Person,
    signer: word.Person,
    stage: word.Stage,
    uses: tuple[word.Use, ...],
    session_id: uuid.UUID | None,
) -> None:
    row = world.people[person.key]
    own_child = signer.id == row.id and len(signers(world, person)) > 1
    answer = services.Answer(
        signer_id=signer.id,
        stage=stage,
        session_id=session_id,
        uses=uses,
        language="ru" if person.languages == ("ru",) else "kk",
        form_version=NEWEST,
        evidence=word.Evidence.WITNESSED if own_child else word.Evidence.SIGNED,
        operator_name=world.organisations[person.organisation].name,
        given_on=now().astimezone(ZoneInfo(HOME_ZONE)).date(),
        audience=word.Audience(person.audience),
        naming=word.Naming(person.naming),
        witness=world.content.staff[0].name if own_child else "",
    )
    if own_child:
        services.record_agreement(OPERATOR, row, answer)
        return
    grown = word.Wording.ADULT if signer.id == row.id else word.Wording.REPRESENTATIVE
    paper = papers.paper_of(row, answer, grown)
    kept = services.record_agreement(OPERATOR, row, replace(answer, paper_id=paper.id))
    # Of whatever was answered after a session the scan has still to come: the demo shows that, too.
    if stage is word.Stage.BEFORE or signer.id == row.id:
        papers.bring_back(kept)


def _agree_before(world: World) -> None:
    # Whoever only comes later has not been asked yet: the demo shows what is missing, too.
    soon = {
        key
        for session in world.content.sessions
        if session.day <= AHEAD.days and session.state != SessionState.CANCELLED
        for key in (*session.narrators, *session.listeners)
    }
    for person in world.content.people:
        if person.key in soon:
            agree(world, person, word.Stage.BEFORE, IN_THE_ROOM)


def moment_of(session: Session, today: date) -> datetime:
    """When a session begins, aware, in the home zone."""
    clock = time.fromisoformat(session.time)
    return datetime.combine(today + timedelta(days=session.day), clock, ZoneInfo(HOME_ZONE))


def _session(world: World, session: Session) -> StorytellingSession:
    begins = moment_of(session, world.today)
    actor = world.actor(session.facilitator)
    planned = min(now(), begins - timedelta(days=4))
    with held_at(planned):
        row = sessions.plan_session(actor, _plan(world, session, begins))
    if session.state == SessionState.CANCELLED:
        with held_at(min(now(), begins - timedelta(days=1))):
            return sessions.cancel_session(actor, row, session.cancelled_because.kk)
    if session.state == SessionState.HELD:
        with held_at(begins):
            sessions.open_session(actor, row)
    return row


def _plan(world: World, session: Session, begins: datetime) -> Plan:
    return Plan(
        starts_at=begins,
        zone=HOME_ZONE,
        facilitator_id=world.staff[session.facilitator].id,
        narrators=tuple(world.people[key].id for key in session.narrators),
        listeners=tuple(world.people[key].id for key in session.listeners),
        theme=session.theme.kk,
        place=session.place.kk,
        room=session.room.kk,
        remote=session.remote,
        minutes=session.minutes,
        languages=session.languages,
        prompts=session.prompts,
    )
