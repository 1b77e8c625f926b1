"""Every form of the house as a person finds it on a page, filled in decently."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup, Tag
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from stories.foundation.access import Role
from stories.foundation.clock import today
from tests.factories import PASSPHRASE
from tests.files import photograph, scanned
from tests.guards.conftest import Furnished
from tests.guards.routes import endpoints, ways_in

SIGNS = {"csrf_token", "once"}
# what scripts send, and what pages offer only in a state the furnished house is not in
WITHOUT_A_PAGE: dict[str, dict[str, str]] = {
    "accounts.code": {"code": "123456"},
    "accounts.recover": {"code": "ABCD-EFGH-JKMN"},
    "accounts.recovery_codes": {"passphrase": PASSPHRASE},
    "accounts.reset_second_factor": {},
    "accounts.set_up": {"code": "123456"},
    "media.begin_upload": {},
    "media.prepare_again": {},
    "media.send_on": {},
    "narrator.note": {},
    "people.undo_merge": {},
    "moderation.copy_again": {},
    "takedown.appeal": {"why": "Тағы бір рет қараңыз"},
    "takedown.leave": {},
    "transcripts.check": {"checked": "1", "revision": "1"},
    "transcripts.check_all": {"revision": "1"},
    "transcripts.cancel": {},
    "transcripts.pause": {},
    "transcripts.resume": {},
    "transcripts.merge": {"revision": "1"},
    "transcripts.take_all_merged": {},
    "transcripts.take_merged": {},
    "transcripts.move_boundary": {"edge": "end", "was": "9000", "at": "9200", "revision": "1"},
    "transcripts.news": {"seen": "0", "version": ""},
    "transcripts.save": {"text": "Нан иісі", "language": "kk", "revision": "1"},
    "transcripts.speak": {"speaker": "n:1", "rest": "1"},
    "transcripts.split": {"at": "5", "revision": "1"},
    "translations.confirm": {"revision": "1"},
    "translations.replace": {"find": "а", "instead": "ә", "where": "both", "text": "said.1.1"},
    "translations.draft_all": {},
    "translations.draft_one": {},
    "translations.stop_drafts": {},
    "translations.take_earlier": {"earlier": "00000000-0000-4000-8000-000000000000"},
    "translations.save": {"text": "Запах хлеба", "language": "ru", "revision": "1"},
}
# what a decent answer is, where the kind of field does not tell
DECENT = {
    "email": "aigul@example.org",
    "stretches-0-start": "0:00",
    "stretches-0-end": "0:29",
    "stretches-1-start": "",  # a row left empty counts for nothing
    "stretches-1-end": "",
    "pin": "000000",
    "code": "123456",
    "passphrase": PASSPHRASE,
    "again": PASSPHRASE,
    "current": PASSPHRASE,
    "birth_date": "",
    "pseudonym": "Ақ қайың",
    "birth_year": "1950",
    "terms": "нан; хлеб",
}
FILES = {
    "file": (b"OggS" + bytes(range(256)) * 8, "жазба.ogg"),
    "manual": (scanned(), "әдістеме.pdf"),
    "papers": (photograph(), "бет.jpg"),
    "script": ("WEBVTT\n\n00:01.000 --> 00:02.500\nНан иісі\n".encode(), "мәтін.vtt"),
    "sheet": ("Кім;Есімі;Туған жылы\nҮлкен;Таңғы шай;1950\n".encode(), "адамдар.csv"),
}
ASK_A_PIN = {"reading.room", "mine.room", "narrator.room"}
# pages whose other states not the first role of the table alone is concerned by
SEES_ALL = {
    "sessions.referral": (Role.SAFEGUARDING,),
    "media.show": (Role.FACILITATOR, Role.SAFEGUARDING),
    "moderation.show": (Role.FACILITATOR, Role.SAFEGUARDING),
}
LEFT_OPEN = {"refused", "leave"}  # boxes that turn an answer into its opposite


@dataclass
class Field:
    """One control's name, its kind as HTML has it, and what a person would put there."""

    name: str
    kind: str
    values: list[Any]


@dataclass
class Form:
    """Where a form goes, who may send it, and its fields."""

    endpoint: str
    url: str
    role: Role | None
    fields: list[Field] = field(default_factory=list)
    once: bool = False

    def filled(self) -> "MultiDict[str, Any]":
        """The whole form, filled in decently."""
        pairs = [(item.name, value) for item in self.fields for value in item.values]
        return MultiDict((name, fresh(value)) for name, value in pairs)


def fresh(value: Any) -> Any:
    """A file is read once; another sending needs another."""
    return (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value


def gather(house: Furnished) -> dict[str, Form]:
    """Every form on every page, by the endpoint it goes to; the first one found counts."""
    found: dict[str, Form] = {}
    for endpoint, method in endpoints():
        if method == "GET":
            for role, url in _looks(house, endpoint):
                for form in on_page(house, role, url):
                    found.setdefault(form.endpoint, form)
    for endpoint, values in WITHOUT_A_PAGE.items():
        role = ways_in(house.app, endpoint)[0]
        fields = [Field(name, "text", [value]) for name, value in values.items()]
        found.setdefault(endpoint, Form(endpoint, house.url(endpoint, house.here), role, fields))
    return found


def _looks(house: Furnished, endpoint: str) -> Iterator[tuple[Role | None, str]]:
    """A page as each role sees it, and in every other state as those it concerns see it."""
    roles = ways_in(house.app, endpoint)
    for role in (*roles, None) if endpoint in ASK_A_PIN else roles:
        yield role, house.url(endpoint, house.here)
    for name in house.parameters(endpoint):
        for other in house.here.others(endpoint, name) if name.endswith("_id") else ():
            for role in SEES_ALL.get(endpoint, roles[:1]):
                yield role, house.url(endpoint, house.here, **{name: other})


def on_page(house: Furnished, role: Role | None, url: str) -> Iterator[Form]:
    answer = house.visitor(role).ask("GET", url)
    if answer.mimetype != "text/html":
        return
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    for tag in page.select(
        "form[method=post]:not([action^='#'])"
    ):  # a sample on /look goes nowhere
        endpoint = _goes_to(house, str(tag["action"]))
        once = tag.find("input", attrs={"name": "once"}) is not None
        yield Form(endpoint, str(tag["action"]), role, list(_fields(tag)), once)


def _goes_to(house: Furnished, url: str) -> str:
    path = url.partition("?")[0].partition("#")[0]
    try:
        return str(house.app.url_map.bind("localhost").match(path, method="POST")[0])
    except HTTPException as error:
        raise AssertionError(f"a form goes to {url}, where nobody takes it") from error


def _fields(form: Tag) -> Iterator[Field]:
    groups: dict[str, list[Tag]] = {}
    for tag in form.find_all(["input", "select", "textarea", "button"]):
        if tag.get("name") and tag["name"] not in SIGNS:
            groups.setdefault(str(tag["name"]), []).append(tag)
    for name, tags in groups.items():
        kind = str(tags[0].get("type", "text")) if tags[0].name == "input" else tags[0].name
        yield Field(name, kind, _decent(name, kind, tags))


def _decent(name: str, kind: str, tags: list[Tag]) -> list[Any]:
    """What a person would answer, as the browser would send it."""
    if kind == "select":
        return [_offered(tags[0])]
    if kind in {"radio", "checkbox"}:
        return _ticked(name, kind, tags)
    if kind == "file":
        return [FILES.get(name, FILES["file"])]
    kept = tags[0].get_text() if kind == "textarea" else str(tags[0].get("value") or "")
    return [kept.strip() or _invented(name, kind, tags[0])]


def _offered(select: Tag) -> str:
    options = [*select.select("option[selected]"), *select.select("option")]
    return next(filter(None, (str(one.get("value", "")) for one in options)), "")


def _ticked(name: str, kind: str, tags: list[Tag]) -> list[Any]:
    if name in LEFT_OPEN:
        return []
    chosen = [tag for tag in tags if tag.has_attr("checked")]
    every = kind == "checkbox" and not chosen
    return [str(tag.get("value", "y")) for tag in chosen or (tags if every else tags[:1])]


def _invented(name: str, kind: str, tag: Tag) -> str:
    if kind == "time" and name.endswith(("-from", "-to")):
        return ""  # a week of which nothing is known
    by_kind = {
        "date": (today() + timedelta(days=10)).isoformat(),
        "time": "10:00",
        "number": str(tag.get("min") or 1),
        "password": PASSPHRASE,
    }
    decent = DECENT if kind not in by_kind or name in {"birth_date", "birth_year"} else {}
    return decent.get(name, by_kind.get(kind, "Таңғы шай"))
