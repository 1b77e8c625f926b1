"""What the demo is made of. Keys name things inside the content; they never reach a page."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the interface's languages; English only where it is part of the interface."""

    kk: str = ""
    ru: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    key: str
    name: Text
    region: Text


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff; `cleared_days` is how long the clearance holds from today."""

    key: str
    organisation: str
    name: str
    email: str
    role: str
    locale: str
    cleared_days: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A participant; `naming` and `audience` are what their agreement allows."""

    key: str
    organisation: str
    generation: str
    name: str
    birth_year: int
    languages: tuple[str, ...]
    region: Text
    shown_as: Text = Text()
    pseudonym: str = ""
    representatives: tuple[str, ...] = ()
    naming: str = "anonymous"
    audience: str = "private"
    readiness: str = "ready"
    never_publish: bool = False
    given_name: str = ""
    patronymic: str = ""
    surname: str = ""
    telephone: str = ""
    messenger: str = ""
    through: str = ""
    preferred: str = "telephone"
    reach_note: str = ""
    access_needs: tuple[str, ...] = ()
    access_note: str = ""
    interests: tuple[str, ...] = ()
    free_hours: tuple[list[int], ...] | None = None  # weekday, start, end, as hours.kept


@dataclass(frozen=True, slots=True)
class DoNotPair:
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`one` is this to `other`, in the words of `stories.people.models.Tie`."""

    one: str
    other: str
    tie: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A restricted fact, written by the safeguarding lead."""

    person: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session `day` days from today at `time` (HH:MM where it takes place), in minutes."""

    key: str
    organisation: str
    facilitator: str
    day: int
    time: str
    minutes: int
    place: Text
    theme: Text
    theme_slug: str
    languages: tuple[str, ...]
    narrators: tuple[str, ...]
    listeners: tuple[str, ...]
    prompts: tuple[str, ...]
    room: Text = Text()
    remote: bool = False
    state: str = "planned"
    cancelled_because: Text = Text()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A spoken sentence; times in milliseconds from the recording's start."""

    start_ms: int
    end_ms: int
    speaker: str
    language: str
    text: str
    translation: str

    @property
    def other_language(self) -> str:
        """The language of `translation`."""
        return "ru" if self.language == "kk" else "kk"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording with its true transcript; `audio` is an Opus file."""

    key: str
    session: str
    uploaded_by: str
    audio: Path
    duration_ms: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Story:
    key: str
    recording: str
    title: Text
    summary: Text
    themes: tuple[str, ...]
    approved_by: tuple[str, ...]
    content_note: Text = Text()


@dataclass(frozen=True, slots=True)
class Collection:
    key: str
    organisation: str
    title: Text
    intro: Text
    audience: str
    labels: tuple[str, ...]
    stories: tuple[str, ...]
    curator: str
    cover_seed: int = 1


@dataclass(frozen=True, slots=True)
class DemoContent:
    """Everything the demo shows, before it is in a database."""

    organisations: tuple[Organisation, ...]
    staff: tuple[Staff, ...]
    people: tuple[Person, ...]
    do_not_pair: tuple[DoNotPair, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    sessions: tuple[Session, ...]
    recordings: tuple[Recording, ...]
    stories: tuple[Story, ...]
    collections: tuple[Collection, ...]
