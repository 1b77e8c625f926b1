"""The words people read about sessions: states, languages, clashes, obstacles and their cures."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from babel.lists import format_list
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from stories.foundation.i18n import clock, locale_code, short_day
from stories.people.calling import called_here
from stories.people.models import Person, Stage
from stories.people.reasons import sentence as gap_sentence
from stories.people.rules import Gap
from stories.people.words import language_name, languages_in_a_row
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.rules import Blocker, Booking, Clash, Obstacle, Overlap

STATES = {
    SessionState.PLANNED: (_l("Planned"), "info"),
    SessionState.CONFIRMED: (_l("Confirmed"), "ok"),
    SessionState.OPEN: (_l("Open"), "wait"),
    SessionState.HELD: (_l("Held"), "ok"),
    SessionState.CANCELLED: (_l("Cancelled"), "stop"),
}

LANGUAGES = {"kk": _l("Kazakh"), "ru": _l("Russian")}
ZONE_NAMES = {
    "Asia/Almaty": _l("Almaty, Astana, Karaganda, Shymkent"),
    "Asia/Aqtau": _l("Aktau"),
    "Asia/Aqtobe": _l("Aktobe"),
    "Asia/Atyrau": _l("Atyrau"),
    "Asia/Oral": _l("Oral"),
    "Asia/Qostanay": _l("Kostanay"),
    "Asia/Qyzylorda": _l("Kyzylorda"),
    "Asia/Bishkek": _l("Bishkek"),
    "Asia/Tashkent": _l("Tashkent"),
    "Europe/Istanbul": _l("Istanbul"),
    "Europe/Moscow": _l("Moscow"),
    "Europe/Berlin": _l("Berlin"),
}


@dataclass(frozen=True)
class Cure:
    """What is missing, told in a sentence, and where it is put right."""

    sentence: str
    action: str
    url: str


def listed(names: Iterable[str]) -> str:
    """«Мәриям, Ерасыл және Дана», as the language of the page lists things."""
    return str(format_list(list(names), locale=locale_code()))


def languages_told(codes: Iterable[str]) -> str:
    """«Kazakh, Russian»: the languages a session is held in, or a person speaks (ISO 639-1)."""
    names = (str(LANGUAGES.get(code) or language_name(code)) for code in sorted(codes))
    return languages_in_a_row(names)


def people_told(session: StorytellingSession) -> str:
    """«Мәриям · Ерасыл», with a question mark where a listener is still missing."""
    listeners = [called_here(person) for person in session.listeners] or ["?"]
    return " · ".join([*map(called_here, session.narrators), *listeners])


def person_url(person_id: uuid.UUID) -> str:
    """Where a person is known."""
    return url_for("people.person", person_id=person_id)


# Clashes


def clash_told(
    overlap: Overlap, people: Mapping[uuid.UUID, Person], owner: uuid.UUID, zone: str
) -> str:
    """Who or what is taken and when, in the zone of the plan.

    Of another organisation's session nothing is told but that the facilitator is not free.
    """
    if overlap.other.organisation_id != owner:
        return str(_("The facilitator is already taken at that time."))
    when = _stretch(overlap.other, zone)
    if overlap.way:
        return _way_told(overlap, people, when)
    if overlap.kind is Clash.FACILITATOR:
        return str(
            _("The facilitator already leads a session on %(day)s, %(start)s–%(end)s.", **when)
        )
    if overlap.kind is Clash.ROOM:
        return str(_("This room is already taken on %(day)s, %(start)s–%(end)s.", **when))
    names = [called_here(people[each]) for each in sorted(overlap.person_ids) if each in people]
    return str(
        ngettext(
            "%(names)s already has a session on %(day)s, %(start)s–%(end)s.",
            "%(names)s already have a session on %(day)s, %(start)s–%(end)s.",
            len(names),
            names=listed(names),
            **when,
        )
    )


def _way_told(overlap: Overlap, people: Mapping[uuid.UUID, Person], when: dict[str, str]) -> str:
    told = when | {"minutes": overlap.way // timedelta(minutes=1)}
    if overlap.kind is Clash.FACILITATOR:
        return str(
            _(
                "The facilitator is elsewhere on %(day)s, %(start)s–%(end)s, "
                "and the way takes %(minutes)d minutes.",
                **told,
            )
        )
    names = [called_here(people[each]) for each in sorted(overlap.person_ids) if each in people]
    return str(
        ngettext(
            "%(names)s is elsewhere on %(day)s, %(start)s–%(end)s, "
            "and the way takes %(minutes)d minutes.",
            "%(names)s are elsewhere on %(day)s, %(start)s–%(end)s, "
            "and the way takes %(minutes)d minutes.",
            len(names),
            names=listed(names),
            **told,
        )
    )


def _stretch(booking: Booking, zone: str) -> dict[str, str]:
    return {
        "day": short_day(booking.starts_at, zone),
        "start": clock(booking.starts_at, zone),
        "end": clock(booking.ends_at, zone),
    }


# Obstacles


def cures(
    session: StorytellingSession,
    obstacles: Iterable[Obstacle],
    gaps: Mapping[uuid.UUID, tuple[Gap, ...]],
) -> list[Cure]:
    """A sentence and a way out for everything that keeps a session from opening."""
    people = {person.id: person for person in session.people}
    return [_cure(session, item, people, gaps) for item in obstacles]


def _cure(
    session: StorytellingSession,
    item: Obstacle,
    people: Mapping[uuid.UUID, Person],
    gaps: Mapping[uuid.UUID, tuple[Gap, ...]],
) -> Cure:
    one = min(item.person_ids, default=None)
    if one is not None and item.kind is Blocker.NO_AGREEMENT:
        return agreement_cure(session, people[one], gaps[one])
    names = [called_here(people[each]) for each in people if each in item.person_ids]
    sentence = _obstacle_told(item.kind, listed(names), len(names))
    if one is not None and item.kind is Blocker.NOT_READY:
        return Cure(sentence, _("Look"), person_url(one))
    where, action = CURES[item.kind]
    target = url_for("sessions.edit", session_id=session.id, _anchor=where)
    return Cure(sentence, str(action), target)


CURES = {
    Blocker.DO_NOT_PAIR: ("elders", _l("Choose others")),
    Blocker.MINOR_ALONE: ("elders", _l("Add somebody")),
    Blocker.NOT_CLEARED: ("facilitator", _l("Choose another facilitator")),
    Blocker.NO_SHARED_LANGUAGE: ("interpreter", _l("Add an interpreter")),
    Blocker.NEEDS_INTERPRETER: ("interpreter", _l("Add an interpreter")),
}


def agreement_cure(session: StorytellingSession, person: Person, gaps: tuple[Gap, ...]) -> Cure:
    """What is missing of a person's first agreement, and where it is recorded."""
    told = " ".join(str(gap_sentence(gap)) for gap in gaps)
    sentence = _("%(name)s: %(what)s", name=called_here(person), what=told)
    return Cure(sentence, _("Record the agreement"), agreement_url(session, person, Stage.BEFORE))


def agreement_url(session: StorytellingSession, person: Person, stage: Stage) -> str:
    """Where a person's word before or after a session is recorded."""
    return url_for("people.agree", person_id=person.id, session=session.id, stage=stage.value)


def _obstacle_told(kind: Blocker, names: str, count: int) -> str:
    if kind is Blocker.DO_NOT_PAIR:
        return str(_("%(names)s are not brought together in one session.", names=names))
    if kind is Blocker.MINOR_ALONE:
        return str(_("A child would be alone with one adult. Another person has to be there."))
    if kind is Blocker.NOT_CLEARED:
        return str(
            _("The facilitator’s clearance to work with children does not reach to this day.")
        )
    if kind is Blocker.NEEDS_INTERPRETER:
        return str(_("%(names)s needs an interpreter.", names=names))
    if kind is Blocker.NO_SHARED_LANGUAGE:
        return str(
            ngettext(
                "%(names)s does not speak the languages of this session.",
                "%(names)s share no language of this session.",
                count,
                names=names,
            )
        )
    return str(_("%(names)s does not want to take part now. That needs no reason.", names=names))
