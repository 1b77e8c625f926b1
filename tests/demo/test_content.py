import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from stories.collections.labels import USE_LABELS as LABELS
from stories.demo.content import Text, load_content
from stories.demo.content.reading import FOLDER
from stories.foundation.access import Role
from stories.media.tools import probe, read_samples
from stories.moderation.themes import THEMES
from stories.people.models import Audience, Generation, Naming, Readiness
from stories.sessions.guides.catalogue import house_questions
from stories.sessions.models import SessionState

CONTENT = load_content()
PEOPLE = {person.key: person for person in CONTENT.people}
SESSIONS = {session.key: session for session in CONTENT.sessions}
ADULT = 18
CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі0-9\s.,:;!?«»—\-()№]+")
ONLY_KAZAKH = re.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
# Names of the house keep their Kazakh letters in Russian texts.
NAMES_IN_RUSSIAN = ("Алтын бесік", "Бұлақ")
ONLY_RUSSIAN = re.compile(r"[щъёц]", re.IGNORECASE)
FORBIDDEN = re.compile(
    r"returnee|repatriat|zhusan|жусан|rusafa|русафа|сири[яию]|syria|ирак|iraq|репатриа|возвращён"
    r"|возвращенк|оралман|қандас|соғыс|войн|war\b|conflict|конфликт|қақтығыс|лагер|camp\b"
    r"|террор|джихад|жиһад|солдат|сарбаз|оружи|қару|погиб|өлді|қаза тап|плен|тұтқын",
    re.IGNORECASE,
)


def texts(thing, path: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text in the content with the path that leads to it."""
    if isinstance(thing, Text):
        yield path, thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name), f"{path}.{field.name}")
    elif isinstance(thing, tuple):
        for number, item in enumerate(thing):
            yield from texts(item, f"{path}[{number}]")


WRITTEN = [(path, text) for path, text in texts(CONTENT) if text != Text()]
SENTENCES = [sentence for recording in CONTENT.recordings for sentence in recording.sentences]


def test_every_text_is_there_in_kazakh_and_russian():
    assert len(WRITTEN) > 60
    assert [path for path, text in WRITTEN if not (text.kk.strip() and text.ru.strip())] == []
    assert all(sentence.text and sentence.translation for sentence in SENTENCES)


def spoken_in(language: str) -> list[str]:
    pairs = [(s.language, s.text) for s in SENTENCES]
    pairs += [(s.other_language, s.translation) for s in SENTENCES]
    return [text for spoken, text in pairs if spoken == language]


def test_kazakh_and_russian_are_written_with_their_own_letters():
    kazakh = [text.kk for _, text in WRITTEN] + spoken_in("kk")
    russian = [text.ru for _, text in WRITTEN] + spoken_in("ru")
    assert [text for text in kazakh + russian if not CYRILLIC.fullmatch(text)] == []
    for text in russian:
        for name in NAMES_IN_RUSSIAN:
            text = text.replace(name, "")  # noqa: PLW2901 - what is left must be Russian
        assert not ONLY_KAZAKH.search(text), text
    assert [text for text in kazakh if ONLY_RUSSIAN.search(text)] == []


def test_names_are_written_in_cyrillic():
    names = [person.name for person in (*CONTENT.people, *CONTENT.staff)]
    names += [person.pseudonym for person in CONTENT.people if person.pseudonym]
    assert [name for name in names if not CYRILLIC.fullmatch(name)] == []


@pytest.mark.parametrize("recording", CONTENT.recordings, ids=lambda item: item.key)
def test_a_recording_is_small_and_its_sentences_are_where_they_say(recording):
    facts = probe(recording.audio)
    assert (facts.codec, facts.container, facts.channels) == ("opus", "ogg", 1)
    assert facts.bytes < 300_000
    assert 60 <= facts.duration <= 110
    assert facts.duration * 1000 == pytest.approx(recording.duration_ms, abs=50)
    ends = 0
    for sentence in recording.sentences:
        assert ends < sentence.start_ms < sentence.end_ms < recording.duration_ms
        ends = sentence.end_ms


@pytest.mark.parametrize("recording", CONTENT.recordings, ids=lambda item: item.key)
def test_there_is_speech_in_the_sentences_and_none_between(recording):
    sound = np.abs(np.concatenate(list(read_samples(recording.audio))).astype(int))

    def loudness(start_ms: int, end_ms: int) -> float:
        return float(sound[start_ms * 16 : end_ms * 16].mean())

    for sentence in recording.sentences:
        assert loudness(sentence.start_ms, sentence.start_ms + 300) > 200
        assert loudness(sentence.end_ms - 300, sentence.end_ms) > 200
    for before, after in pairwise(recording.sentences):
        assert loudness(before.end_ms + 60, after.start_ms - 30) < 60


def test_the_recordings_say_what_the_script_says():
    path = Path(__file__).parents[2] / "tools" / "demo_stories.toml"
    if not path.exists():
        pytest.skip("the script's texts are only in the source tree")
    script = tomllib.loads(path.read_text(encoding="utf-8"))["stories"]
    said = {story["key"]: [line["text"] for line in story["sentences"]] for story in script}
    heard = {item.key: [line.text for line in item.sentences] for item in CONTENT.recordings}
    assert heard == said


def test_one_recording_is_kazakh_one_russian_and_one_both():
    spoken = {item.key: {line.language for line in item.sentences} for item in CONTENT.recordings}
    assert spoken == {"dombra": {"kk"}, "train": {"ru"}, "apple": {"kk", "ru"}}
    apple = next(item for item in CONTENT.recordings if item.key == "apple").sentences
    within = [a for a, b in pairwise(apple) if a.speaker == b.speaker]
    assert any(a.text.endswith(":") for a in within)


def test_only_those_who_took_part_are_heard():
    for recording in CONTENT.recordings:
        session = SESSIONS[recording.session]
        present = {*session.narrators, *session.listeners}
        assert {line.speaker for line in recording.sentences} == present
        assert session.state == SessionState.HELD
        assert recording.uploaded_by == session.facilitator
        spoken = {line.language for line in recording.sentences}
        assert spoken == set(session.languages)


def age(person) -> int:
    return datetime.now(tz=UTC).year - person.birth_year


def test_children_have_a_pseudonym_and_a_legal_representative():
    children = [
        person
        for person in CONTENT.people
        if person.generation == Generation.YOUTH and age(person) <= ADULT
    ]
    assert len(children) >= 3
    for child in children:
        assert child.pseudonym
        assert child.naming == Naming.PSEUDONYM
        assert child.representatives
        for key in child.representatives:
            assert PEOPLE[key].generation == Generation.REPRESENTATIVE
            assert PEOPLE[key].organisation == child.organisation
            assert age(PEOPLE[key]) - age(child) >= ADULT


def test_only_those_under_their_own_name_have_a_name_to_show():
    for person in CONTENT.people:
        assert (person.naming == Naming.OWN_NAME) == (person.shown_as != Text())
        assert (person.naming == Naming.PSEUDONYM) == bool(person.pseudonym)


def test_there_are_people_enough_of_each_kind():
    main = [person for person in CONTENT.people if person.organisation == "altyn-besik"]
    elders = [person for person in main if person.generation == Generation.ELDER]
    youths = [person for person in main if person.generation == Generation.YOUTH]
    assert len(elders) >= 6
    assert len(youths) >= 6
    assert len([person for person in youths if not person.representatives]) >= 2
    assert all(age(elder) > 60 for elder in elders)
    roles = [item.role for item in CONTENT.staff if item.organisation == "altyn-besik"]
    wanted = ["facilitator"] * 2 + ["moderator"] * 2 + ["curator", "safeguarding_lead", "admin"]
    assert sorted(roles) == sorted(wanted)


def test_words_for_states_are_the_words_of_the_house():
    for item in CONTENT.staff:
        assert Role(item.role) is not Role.FAMILY
    for person in CONTENT.people:
        assert Generation(person.generation)
        assert Naming(person.naming)
        assert Audience(person.audience)
        assert Readiness(person.readiness)
        assert set(person.languages) <= {"kk", "ru"}
    for session in CONTENT.sessions:
        assert SessionState(session.state)
    for collection in CONTENT.collections:
        assert Audience(collection.audience)


def keys(items) -> set[str]:
    found = [getattr(item, "key", None) or item.slug for item in items]
    assert len(found) == len(set(found))
    return set(found)


def test_every_reference_leads_somewhere():
    organisations, staff = keys(CONTENT.organisations), keys(CONTENT.staff)
    people, themes = keys(CONTENT.people), set(THEMES)
    prompts = set(house_questions())
    for item in (*CONTENT.staff, *CONTENT.people, *CONTENT.sessions, *CONTENT.collections):
        assert item.organisation in organisations
    for session in CONTENT.sessions:
        assert session.facilitator in staff
        assert {*session.narrators, *session.listeners} <= people
        assert set(session.prompts) <= prompts
        assert session.theme_slug in themes
    for recording in CONTENT.recordings:
        assert recording.session in keys(CONTENT.sessions)
    for story in CONTENT.stories:
        assert story.recording in keys(CONTENT.recordings)
        assert set(story.themes) <= themes
        assert set(story.approved_by) <= staff
    for collection in CONTENT.collections:
        assert set(collection.stories) <= keys(CONTENT.stories)
        assert set(collection.labels) <= set(LABELS)
        assert collection.curator in staff
    assert {pair.one for pair in CONTENT.do_not_pair} <= people


def test_sessions_are_spread_over_past_and_coming_weeks():
    days = [session.day for session in CONTENT.sessions]
    assert len(days) >= 9
    assert min(days) <= -14
    assert max(days) >= 14
    assert len({session.organisation for session in CONTENT.sessions}) == 2
    for session in CONTENT.sessions:
        past = session.day < 0
        assert past == (session.state in {SessionState.HELD, SessionState.CANCELLED})
        assert 20 <= session.minutes <= 90
        assert re.fullmatch(r"(?:0[89]|1\d):[0-5]\d", session.time)


def minutes_of(session) -> set[int]:
    hours, minutes = session.time.split(":")
    start = int(hours) * 60 + int(minutes)
    return set(range(start, start + session.minutes))


def test_nobody_and_no_room_is_booked_twice():
    for one, other in combinations(CONTENT.sessions, 2):
        if one.day != other.day or not minutes_of(one) & minutes_of(other):
            continue
        assert {*one.narrators, *one.listeners}.isdisjoint({*other.narrators, *other.listeners})
        assert one.facilitator != other.facilitator
        assert (one.place, one.room) != (other.place, other.room)


def test_who_meets_shares_a_language_and_a_house_and_may_be_paired():
    apart = {frozenset((pair.one, pair.other)) for pair in CONTENT.do_not_pair}
    for session in CONTENT.sessions:
        present = [PEOPLE[key] for key in (*session.narrators, *session.listeners)]
        assert {person.organisation for person in present} == {session.organisation}
        assert all(set(person.languages) & set(session.languages) for person in present)
        assert set.intersection(*(set(person.languages) for person in present))
        assert not any({one.key, two.key} in apart for one, two in combinations(present, 2))
        assert all(PEOPLE[key].generation == Generation.ELDER for key in session.narrators)
        assert all(PEOPLE[key].generation == Generation.YOUTH for key in session.listeners)


def test_a_story_is_approved_by_two_who_did_not_record_it():
    for story in CONTENT.stories:
        session = SESSIONS[story.recording]
        roles = {item.key: item.role for item in CONTENT.staff}
        assert len(set(story.approved_by)) == 2
        assert session.facilitator not in story.approved_by
        assert {roles[key] for key in story.approved_by} == {Role.MODERATOR}


def test_what_the_collection_shows_is_what_its_people_agreed_to():
    widths = list(Audience)
    for collection in CONTENT.collections:
        for key in collection.stories:
            session = SESSIONS[key]
            present = [PEOPLE[name] for name in (*session.narrators, *session.listeners)]
            assert not any(person.never_publish for person in present)
            narrowest = min(widths.index(Audience(person.audience)) for person in present)
            assert narrowest >= widths.index(Audience(collection.audience))


def test_titles_and_summaries_fit_their_places():
    for story in CONTENT.stories:
        for language in ("kk", "ru"):
            assert len(getattr(story.title, language)) <= 60
            summary = getattr(story.summary, language)
            assert summary.endswith(".")
            assert len(re.findall(r"[.!?]", summary)) == 1
            assert len(getattr(story.content_note, language)) <= 300


def test_nothing_speaks_of_where_anybody_came_from_or_of_conflict():
    files = [*FOLDER.rglob("*.toml"), *FOLDER.rglob("*.json")]
    assert len(files) >= 7
    for file in files:
        assert not FORBIDDEN.search(file.read_text(encoding="utf-8")), file.name
        assert not FORBIDDEN.search(file.name)
