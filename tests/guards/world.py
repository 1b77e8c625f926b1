"""Two organisations with one of everything, for the guards over the whole house.

A new kind of thing in an address gets a line in ``PARAMETERS`` (``addresses.py``) and a row in
``furnish``; a page that wants it in a certain state gets a line in ``FITTING``.
"""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask

from stories.accounts import services as accounts
from stories.accounts.models import Grant, Organisation, SignIn
from stories.accounts.queries import invitation_by_hash
from stories.collections import services as collections
from stories.collections.models import Collection, CollectionEntry
from stories.foundation import work
from stories.foundation.access import OPERATOR, STAFF, Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Wish
from stories.foundation.links import hash_token, new_token
from stories.media.models import RecordingState
from stories.media.tus.models import Upload
from stories.moderation.models import StoryState
from stories.moderation.takedown.models import Takedown
from stories.people import services as people
from stories.people.models import (
    DoNotPair,
    Erasure,
    ImportDraft,
    Person,
    Representation,
    Stage,
)
from stories.people.services import merge_persons
from stories.reading import services as reading
from stories.sessions.feeds.models import CalendarFeed
from stories.sessions.letters.models import LetterRefusal
from stories.sessions.models import SessionState
from stories.sessions.series.models import Series
from stories.transcripts.models import Segment
from tests.factories import DAY, Factory
from tests.guards.addresses import FITTING, PARAMETERS, PRIVATE_WORDS
from tests.guards.after import after_rows
from tests.guards.centres import centre_rows
from tests.guards.days import day_rows
from tests.guards.guides import manual_rows, own_question
from tests.guards.incidents import enter_incidents
from tests.guards.kept_in import kept_in_rows
from tests.guards.narrators import narrated, narrator_rows
from tests.guards.private import hidden_child, kept_apart
from tests.guards.reviews import redaction_rows, remark_rows
from tests.guards.seasons import season_rows
from tests.guards.specialists import referral_rows, specialist_rows
from tests.guards.suggested import suggestion_rows
from tests.guards.takedowns import takedown_rows
from tests.guards.writing import changed_once, writing_rows

SOUND = bytes(range(256)) * 8
SPOKEN = SOUND[::-1]  # what shows an agreement is no sound of a story


@dataclass
class Place:
    """An organisation: a word that stands in all its names, staff by role, rows by name."""

    mark: str
    staff: dict[Role, Any] = field(default_factory=dict)
    rows: dict[str, uuid.UUID] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def value(self, endpoint: str, parameter: str) -> object:
        """What fills a parameter of an endpoint's address."""
        for secret in (f"{endpoint.partition('.')[0]}.{parameter}", parameter):
            if secret in self.secrets:
                return self.secrets[secret]
        name = FITTING.get(endpoint, {}).get(parameter) or PARAMETERS.get(parameter)
        assert name, (
            f"{endpoint} has <{parameter}> in its address, and the guards know no such thing: add "
            "it to PARAMETERS in tests/guards/addresses.py and make one in `furnish`."
        )
        return self.rows[name]

    def others(self, endpoint: str, parameter: str) -> list[uuid.UUID]:
        """The same kind of thing in every other state."""
        kind = PARAMETERS.get(parameter, "")
        usual = self.value(endpoint, parameter)
        like = [key for key in self.rows if key.partition(".")[0] == kind]
        return [self.rows[key] for key in like if self.rows[key] != usual]


@contextmanager
def inside(app: Flask) -> Iterator[None]:
    """A writing unit with a request around it."""
    with app.app_context(), app.test_request_context(), unit_of_work():
        yield


def build(app: Flask) -> tuple[Place, Place]:
    """Two organisations; the word of one never stands in a name of the other."""
    here, there = Factory(app), Factory(app)
    there.count = 1000  # so that e-mail addresses differ
    here.theme()
    return furnish(here, "Ақбозат"), furnish(there, "Құлагер")


def furnish(make: Factory, mark: str) -> Place:
    """One of everything, in the states that pages want."""
    make._organisation = make.keep(Organisation(name=mark, name_ru=mark, region=mark))
    place = Place(mark)
    for role in STAFF:
        place.staff[role] = make.user(role, name=f"{mark} {role.value}")
    member = make.user(Role.MODERATOR, name=f"{mark} әріптес")
    make.keep(Grant(user_id=member.id, organisation_id=make.organisation.id, role=Role.CURATOR))
    place.rows["member"] = member.id
    _sign_ins(make, place)
    voices = _people(make, place)
    version = _recordings(make, place, _sessions(make, place, voices))
    _stories(make, place, version)
    _shelf(make, place)
    enter_incidents(make, place, inside)
    return place


def _sign_ins(make: Factory, place: Place) -> None:
    """Everybody is signed in on another device too, however long the tests take."""
    people = [*(user.id for user in place.staff.values()), place.rows["member"]]
    at = datetime.now(UTC)
    for user_id in people:
        key_hash = uuid.uuid4().hex
        make.keep(SignIn(user_id=user_id, key_hash=key_hash, opened_at=at, seen_at=at + DAY))


def _people(make: Factory, place: Place) -> list[tuple[Any, Any]]:
    """Everybody who speaks, each with those who sign for them."""
    elder = make.person(name=f"{place.mark} апа")
    closed = make.person(name=f"{place.mark} әже", **_closed(place))
    kept = make.person(
        name=f"{place.mark} ата",
        pseudonym=f"{place.mark} шынар",
        never_publish=True,
        birth_year=1937,
        birth_date=date(1937, 5, 6),
    )
    child = hidden_child(make, place.mark)
    voices = [(elder, elder), (child, child), (child, child.guardian)]
    agreements = [make.agreement(one, Stage.BEFORE, signer=signer) for one, signer in voices]
    withdrawn = make.agreement(kept, Stage.BEFORE, withdrawn_at=datetime.now(UTC))
    own = make.agreement(kept, Stage.BEFORE)
    with inside(make.app):
        given = people.give_own_link(OPERATOR, db.session.get_one(Person, kept.id), 30)
        place.secrets |= {"mine.token": given.token, "mine.pin": given.pin}
        place.rows["own_link"] = given.link.id
    paper = make.paper(elder)
    scan = make.evidence(agreements[0], SPOKEN)
    erased = Erasure(
        organisation_id=kept.organisation_id,
        person_id=kept.id,
        wish=Wish.DELETE,
        digest="0" * 64,
        files=[f"masters/{uuid.uuid4()}"],
        shared=[str(uuid.uuid4())],
    )
    place.rows["erasure"] = make.keep(erased).id
    relation, fact = kept_apart(make, child, kept)
    _feeds(make, place, elder)
    make.keep(LetterRefusal(organisation_id=kept.organisation_id, person_id=kept.id))
    pair = make.keep(DoNotPair(one_id=kept.id, other_id=child.id))
    draft = make.keep(
        ImportDraft(
            organisation_id=make.organisation.id,
            expires_at=datetime.now(UTC) + timedelta(hours=1),
            rows=[[2, {"generation": "Elder", "name": f"{place.mark} қарт", "birth_year": "1950"}]],
            unknown=[f"{place.mark} бағаны"],
            identity=[],
        )
    )
    whole, twice = (make.person(name=f"{place.mark} әже") for _ in range(2))
    first, second = (make.person(name=f"{place.mark} көке", region=str(n)) for n in range(2))
    with inside(make.app):
        one, other = (db.session.get_one(Person, row.id) for row in (whole, twice))
        merge = merge_persons(OPERATOR, one, other, {}).id
    with inside(make.app):
        link = db.session.query(Representation).filter_by(child_id=child.id).one().id
    place.rows |= {
        "person": child.id,
        "person.elder": elder.id,
        "person.kept": kept.id,
        "person.closed": closed.id,
        "person.guardian": child.guardian.id,
        "person.whole": whole.id,
        "person.first": first.id,
        "person.second": second.id,
        "merge": merge,
        "draft": draft.id,
        "pair": pair.id,
        "relation": relation.id,
        "fact": fact.id,
        "representation": link,
        "agreement": agreements[0].id,
        "agreement.own": own.id,
        "paper": paper.id,
        "evidence": scan.id,
        "agreement.withdrawn": withdrawn.id,
    }
    return voices


def _feeds(make: Factory, place: Place, elder: Any) -> None:
    """An address of a calendar for everybody of the staff, and for the elder."""
    token = place.secrets["feeds.token"] = new_token()
    mine = {"organisation_id": make.organisation.id, "language": "kk"}
    make.keep(CalendarFeed(person_id=elder.id, token_hash=hash_token(token), **mine))
    for user in place.staff.values():
        make.keep(CalendarFeed(user_id=user.id, token_hash=hash_token(new_token()), **mine))


def _closed(place: Place) -> dict[str, Any]:
    """A closure whose day has come."""
    return {"closed_until": date(2024, 1, 1), "closed_because": place.mark}


def _sessions(make: Factory, place: Place, voices: list[tuple[Any, Any]]) -> Any:
    at = datetime.now(UTC)
    # at eleven in Almaty, when everybody's known free hours are
    starts = (at + 3 * DAY).replace(hour=6, minute=0, second=0, microsecond=0)
    series = make.keep(
        Series(
            organisation_id=make.organisation.id,
            rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;COUNT=1",
            starts=f"{starts:%Y-%m-%dT%H:%M}",
            zone="Asia/Almaty",
        )
    )
    place.rows["series"] = series.id
    states = {
        "session": {
            "starts_at": starts,
            "series_id": series.id,
            "occurrence": f"{starts:%Y-%m-%dT%H:%M}",
        },
        "session.today": {"starts_at": at + timedelta(minutes=5)},
        "session.open": {"starts_at": at - timedelta(hours=2), "state": SessionState.OPEN},
        "session.held": {"starts_at": at - 2 * DAY, "state": SessionState.HELD},
    }
    made = {
        name: make.session(
            narrators=[voices[0][0]],
            listeners=[voices[1][0]],
            facilitator_id=place.staff[Role.FACILITATOR].id,
            place=f"{place.mark} үйі",
            theme=f"{place.mark} нан",
            **fields,
        )
        for name, fields in states.items()
    }
    place.rows |= {name: row.id for name, row in made.items()}
    place.rows["prompt"] = make.keep(own_question(make, place.mark)).id
    place.rows |= manual_rows(make, place.mark)
    place.rows |= season_rows(make, place.mark, place.rows["person.kept"], place.rows["person"])
    place.rows |= specialist_rows(make, place.mark) | centre_rows(make, place.mark)
    place.rows |= referral_rows(make, place.rows, place.staff)
    place.rows |= after_rows(make, place.mark, place.staff, voices[0][0], voices[1][0])
    place.rows |= day_rows(make, place.rows, place.staff)
    for person, signer in voices:
        make.agreement(person, Stage.AFTER, signer=signer, session=made["session.held"])
    return made["session.held"]


def _recordings(make: Factory, place: Place, held: Any) -> Any:
    keys = {
        "master_key": f"masters/{uuid.uuid4()}",
        "playback_opus": f"playback/{uuid.uuid4()}.webm",
        "playback_aac": f"playback/{uuid.uuid4()}.m4a",
        "fine_outline": f"playback/{uuid.uuid4()}.bin",
    }
    _lay_down(make.app, *keys.values())
    # A file that is called by who speaks in it, as telephones of families do.
    named = f"{place.mark} {PRIVATE_WORDS['name']}.opus"
    digest = hashlib.sha256(SOUND).hexdigest()
    recording = make.recording(held, sha256=digest, original_name=named, **keys)
    aside = {"state": RecordingState.SET_ASIDE, "problem": "empty", "sha256": "1" * 64}
    place.rows |= {
        "recording": recording.id,
        "recording.aside": make.recording(held, **aside).id,
        "recording.closed": make.recording(held, sha256="2" * 64, **_closed(place)).id,
    }
    coming = {"session_id": held.id, "organisation_id": held.organisation_id, "length": 2048}
    mine = {"uploaded_by": place.staff[Role.FACILITATOR].id, "original_name": named}
    at = datetime.now(UTC)
    row = Upload(**coming, **mine, received=0, changed_at=at, expires_at=at + 7 * DAY)
    place.rows["upload"] = make.keep(row).id
    version = make.transcript(recording)
    place.rows |= writing_rows(make, recording, held)
    place.rows |= kept_in_rows(make, held, place.staff[Role.FACILITATOR].id)
    told = narrated(make, held)
    with inside(make.app):
        narrator_rows(place, told)
        first = db.session.query(Segment).filter_by(version_id=version.id, position=0).one()
        place.rows["segment"] = first.id
        db.session.expunge(first)
    place.rows["change"] = changed_once(make, first, place.staff[Role.FACILITATOR].id)
    return version


def _lay_down(app: Flask, *keys: str) -> None:
    with app.app_context():
        for key in keys:
            blobs().put_bytes(key, SOUND)


def _stories(make: Factory, place: Place, version: Any) -> None:
    states: dict[str, dict[str, Any]] = {
        "story": {},
        "story.released": {"approved": True},
        "story.closed": _closed(place),
        "story.taken": {"state": StoryState.TAKEN_DOWN},
        "story.asked": {},
        "story.free": {"approved": True},
        "story.veiled": {},
        "story.kept": {"never_publish": True},
    }
    for name, fields in states.items():
        titles = dict.fromkeys(("title_kk", "title_ru"), f"{place.mark} әңгімесі")
        proposer = place.staff[Role.FACILITATOR].id
        story = make.story(version=version, proposed_by=proposer, **titles, **fields)
        place.rows[name] = story.id
        _lay_down(make.app, story.copy_opus, story.copy_aac)
        if name == "story":
            place.rows |= remark_rows(make, story, place.staff[Role.MODERATOR].id)
            place.rows |= suggestion_rows(make, story)
        if name == "story.veiled":
            place.rows |= redaction_rows(make, story, place.staff[Role.MODERATOR].id)
    asked = Takedown(
        organisation_id=version.organisation_id,
        story_id=place.rows["story.asked"],
        reason=f"{place.mark} сұрайды",
    )
    place.rows["takedown"] = make.keep(asked).id
    place.rows |= takedown_rows(make, version.organisation_id, place.rows["story.asked"])


def _shelf(make: Factory, place: Place) -> None:
    title = f"{place.mark} жинағы"
    kept = make.collection(title_kk=title, title_ru=title)
    for position, name in enumerate(("story.released", "story.asked")):
        story = place.rows[name]
        make.keep(CollectionEntry(collection_id=kept.id, story_id=story, position=position))
    place.rows["edition"] = _book(make.app, kept)
    with inside(make.app):
        collection = db.session.get_one(Collection, kept.id)
        made = reading.give_link(OPERATOR, collection, f"{place.mark} отбасы", 30)
        owner = db.session.get_one(Organisation, kept.organisation_id)
        email = f"{kept.id}@example.org"
        place.secrets |= {"token": made.token, "pin": made.pin}
        place.secrets["code"] = accounts.invite(OPERATOR, email, Role.CURATOR, owner)
        invitation = invitation_by_hash(accounts.hash_code(place.secrets["code"]))
        place.rows |= {
            "collection": kept.id,
            "link": made.link.id,
            "entry": collection.entries[0].id,
            "invitation": invitation.id,
        }


def _book(app: Flask, kept: Any) -> uuid.UUID:
    """A book that lies in the house."""
    with inside(app):
        collection = db.session.get_one(Collection, kept.id)
        edition_id = collections.ask_for_edition(OPERATOR, collection).id
        making = work.find(collections.BUILD, edition_id)
        work_id = making.id if making else edition_id
    with app.app_context():
        work.perform(work_id)
    return edition_id
