"""A plan of an erasure in the words of the page: what happens to which rows, and why."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.access import Actor
from stories.foundation.erasure import Deed, Plan, Touch
from stories.people.models import Person
from stories.people.policy import RESTRICTED
from stories.people.services.erase import APART

TABLES = {
    "agreements": _l("Agreements"),
    "attendances": _l("Sessions they were planned into"),
    "collection_entries": _l("Places in collections"),
    "collections": _l("Collections"),
    "debriefs": _l("Debriefs of sessions"),
    "do_not_pair": _l("Not together with"),
    "editions": _l("Books of collections"),
    "evidence_files": _l("Scans and spoken agreements"),
    "fixity_checks": _l("Checks of originals"),
    "follow_ups": _l("Follow-ups"),
    "import_drafts": _l("Lists on their way in"),
    "identity_checks": _l("Identity was seen"),
    "merges": _l("Two entries that became one"),
    "own_links": _l("Own links"),
    "paper_forms": _l("Printed forms"),
    "people": _l("Name and particulars"),
    "reading_links": _l("Families' links"),
    "recordings": _l("Recordings"),
    "referral_consents": _l("Who agreed to referrals"),
    "referral_moves": _l("Steps of referrals"),
    "referrals": _l("Referrals to specialists"),
    "relations": _l("Kin and others beside them"),
    "representations": _l("Legal representatives"),
    "restricted_facts": _l("Restricted facts"),
    "review_skips": _l("Stories left to other reviewers"),
    "reviews": _l("Reviews of stories"),
    "search_documents": _l("Texts in the search"),
    "segment_translations": _l("Translations"),
    "segments": _l("Segments of texts"),
    "stories": _l("Stories"),
    "story_looks": _l("What reviewers saw of stories"),
    "story_moves": _l("What happened to stories"),
    "story_remarks": _l("Remarks on stories"),
    "story_stretches": _l("Stretches of stories"),
    "story_themes": _l("Themes of stories"),
    "storytelling_sessions": _l("Sessions"),
    "takedowns": _l("Requests to take down"),
    "text_drafts": _l("Texts on their way in"),
    "transcript_versions": _l("Texts of recordings"),
    "work": _l("Work of the machine"),
}
WHY = {
    "stays_without_name": _l("The row stays for what points at it; nothing in it tells who it was"),
    "about_the_person": _l("It is about this person alone"),
    "proof_of_word": _l("It stays as proof of what was agreed; no name is in it"),
    "names_taken_out": _l("The person’s names and numbers are taken out of the words"),
    "shows_who_signed": _l("It shows who signed"),
    "keeps_recordings_closed": _l("It stays, so that what they are heard in stays closed"),
    "theirs_alone": _l("Nobody else is heard in it"),
    "others_are_heard": _l("Others are heard in it too: it stays closed, and you decide about it"),
    "stays_closed": _l("A voice cannot be made anonymous: it stays, closed"),
    "belongs_to_it": _l("It belongs to something that goes"),
    "names_the_person": _l("It names the person"),
    "holds_the_person": _l("They are heard in it"),
}


@dataclass(frozen=True)
class Line:
    """One row: the end of its id, why, which columns change, and its files with their bytes."""

    key: str
    why: Any
    columns: str
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Group:
    """Rows of one table to which the same happens."""

    deed: str
    title: Any
    lines: list[Line]


@dataclass(frozen=True)
class Told:
    """A plan as its page shows it."""

    deleted: int
    changed: int
    kept: int
    files: int
    bytes: int
    groups: list[Group]


def apart_from(actor: Actor, row: Person) -> frozenset[str]:
    """Tables the actor may not even know to hold something about somebody (DOMAIN P5)."""
    return frozenset() if actor.can(RESTRICTED, row) else APART


def told(plan: Plan, apart: Container[str]) -> Told:
    """The plan: what goes first, then what changes, then what stays."""
    counts = {deed: len(list(plan.of(deed, apart))) for deed in Deed}
    return Told(
        deleted=counts[Deed.DELETE],
        changed=counts[Deed.CHANGE],
        kept=counts[Deed.KEEP],
        files=len(plan.files),
        bytes=sum(size for _key, size in plan.files),
        groups=[group for deed in Deed for group in _groups(plan, deed, apart)],
    )


def _groups(plan: Plan, deed: Deed, apart: Container[str]) -> Iterator[Group]:
    tables: dict[str, list[Line]] = {}
    for touch in plan.of(deed, apart):
        tables.setdefault(touch.table, []).append(_line(touch))
    for table, lines in tables.items():
        yield Group(deed.value, TABLES.get(table, table), lines)


def _line(touch: Touch) -> Line:
    key = ", ".join(str(value) for value in touch.key.values())
    return Line(key, WHY[touch.why], ", ".join(sorted(touch.values)), touch.files)
