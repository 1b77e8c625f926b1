"""How a story's narrators may be named outside the team (DOMAIN C6, P1)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from babel.lists import format_list
from flask_babel import gettext as _
from sqlalchemy import and_, select

from stories.foundation.clock import today
from stories.foundation.db import among, db, given
from stories.foundation.i18n import locale_code
from stories.foundation.search import WORD, fold
from stories.media.models import Recording
from stories.moderation.models import Story
from stories.moderation.queries.lines import Line
from stories.people.models import Generation, Naming, Person
from stories.people.queries import voices_for_many
from stories.people.rules import Permission, Voice, is_child, permitted
from stories.sessions.models import Attendance, Part

LEAST_NAME = 3
OF_A_NARRATOR = (Person.id, Person.name, Person.pseudonym, Person.generation)
TELLS = and_(Attendance.part == Part.NARRATOR, Attendance.came.is_not(False))
NARRATORS = (
    select(Story.id.label("story_id"), *OF_A_NARRATOR)
    .join(Recording, Recording.id == Story.recording_id)
    .join(Attendance, Attendance.session_id == Recording.session_id)
    .join(Person, Person.id == Attendance.person_id)
    .where(among(Story.id, given("stories")), TELLS)
    .order_by(Person.created_at, Person.id)
)


def narrator_names(
    stories: Iterable[Story], on: date | None = None, locale: str | None = None
) -> dict[uuid.UUID, str]:
    """Each story's narrators as they agreed to be named; a child never by its own name."""
    sessions = _sessions(story.id for story in stories)
    narrators = _narrators(set(sessions.values()))
    voices = _voices(narrators)
    day = on or today()
    language = locale or locale_code()
    told = {
        session_id: _joined(people, _naming(voices[session_id], day), language)
        for session_id, people in narrators.items()
    }
    return {story_id: told[session_id] for story_id, session_id in sessions.items()}


def names_by(permissions: Mapping[uuid.UUID, Permission]) -> dict[uuid.UUID, str]:
    """The same where everybody's permission was asked: it says how each person is named."""
    people: dict[uuid.UUID, list[Any]] = {key: [] for key in permissions}
    for row in db.session.execute(NARRATORS, {"stories": permissions}).all():
        people[row.story_id].append(row)
    locale = locale_code()
    return {key: _joined(found, permissions[key].naming, locale) for key, found in people.items()}


def narrator_name(story: Story, locale: str | None = None) -> str:
    """The narrators of one story."""
    return narrator_names([story], locale=locale)[story.id]


def names_told(story: Story, lines: Iterable[Line], on: date | None = None) -> list[str]:
    """Own names that stand in a story's text although their owners are not named outside.

    A hint for reviewers (DOMAIN P1): words of the text that begin with a part of such a name.
    """
    sessions = _sessions([story.id])
    people = _taking_part(sessions[story.id])
    voices = voices_for_many({0: ([person.id for person in people], sessions[story.id])})[0]
    naming = _naming(voices, on or today())
    hidden = [person for person in people if naming[person.id] is not Naming.OWN_NAME]
    words = WORD.findall(_own_words(story, lines))
    return [word for word in dict.fromkeys(words) if any(_told_by(word, one) for one in hidden)]


def _own_words(story: Story, lines: Iterable[Line]) -> str:
    said = [text for line in lines for text in (line.kk, line.ru)]
    return " ".join([story.title_kk, story.title_ru, story.summary_kk, story.summary_ru, *said])


def _told_by(word: str, person: Person) -> bool:
    # Kazakh and Russian words grow at their end: «Әселя» also stands in «Әселяның».
    folded = fold(word)
    own = " ".join([person.name, person.given_name, person.patronymic, person.surname])
    parts = [part for part in fold(own).split() if len(part) >= LEAST_NAME]
    stems = [part if len(part) <= LEAST_NAME + 1 else part[:-1] for part in parts]
    return any(folded.startswith(stem) for stem in stems)


def _taking_part(session_id: uuid.UUID) -> list[Person]:
    query = (
        select(Person)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.session_id == session_id)
    )
    return list(db.session.scalars(query))


def _sessions(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    query = (
        select(Story.id, Recording.session_id)
        .join(Recording, Recording.id == Story.recording_id)
        .where(among(Story.id, ids))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _narrators(sessions: set[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    query = (
        select(Attendance.session_id, Person.id, Person.name, Person.pseudonym, Person.generation)
        .join(Person, Person.id == Attendance.person_id)
        .where(
            among(Attendance.session_id, sessions),
            Attendance.part == Part.NARRATOR,
            Attendance.came.is_not(False),
        )
        .order_by(Person.created_at, Person.id)
    )
    found: dict[uuid.UUID, list[Any]] = {session_id: [] for session_id in sessions}
    for row in db.session.execute(query):
        found[row.session_id].append(row)
    return found


def _voices(narrators: Mapping[uuid.UUID, list[Any]]) -> dict[uuid.UUID, list[Voice]]:
    return voices_for_many(
        {key: ([person.id for person in people], key) for key, people in narrators.items()}
    )


def _naming(voices: list[Voice], on: date) -> dict[uuid.UUID, Naming]:
    named: dict[uuid.UUID, Naming] = defaultdict(lambda: Naming.ANONYMOUS)
    named.update(permitted(voices, on).naming)
    for voice in voices:
        if is_child(voice, on) and named[voice.person_id] is Naming.OWN_NAME:
            named[voice.person_id] = Naming.PSEUDONYM
    return named


def _joined(people: list[Any], naming: Mapping[uuid.UUID, Naming], locale: str) -> str:
    names = list(dict.fromkeys(_name(person, naming[person.id]) for person in people))
    if len(names) > 1:
        return str(format_list(names, locale=locale))
    return names[0] if names else _nobody()


def _name(person: Any, naming: Naming) -> str:
    if naming is Naming.OWN_NAME:
        return str(person.name)
    if naming is Naming.PSEUDONYM and person.pseudonym:
        return str(person.pseudonym)
    elder = person.generation is Generation.ELDER
    return str(_("An elder") if elder else _("A young narrator"))


def _nobody() -> str:
    return str(_("A narrator"))
