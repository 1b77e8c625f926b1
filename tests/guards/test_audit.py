"""Whatever is done leaves a line in the log, and no line holds a word anybody said (DOMAIN X3)."""

import json
import sqlite3
import uuid
from contextlib import closing
from typing import Any

import pytest

from stories.foundation.access import Role
from tests.guards.conftest import Furnished
from tests.guards.routes import endpoints, table, ways_in
from tests.guards.test_bad_input import GOOD, POSTS

NOBODY_YET = "nobody showed a passphrase before, so nothing is done"
NOT_WATCHED = "families are not watched: visits are counted, visitors are not recorded"
# forms that leave no line, each with its reason
UNTOLD = {
    "translations.save": "the same words as before change nothing; other words are told",
    "sessions.move": "shows what would come of it; the button that keeps it changes the session",
    "sessions.new_series": "shows what would be; nothing is kept before the second answer",
    "accounts.code": NOBODY_YET,
    "accounts.recover": NOBODY_YET,
    "accounts.recovery_codes": "without an app that shows codes there is nothing to recover",
    "accounts.set_up": NOBODY_YET,
    "foundation.set_appearance": "a cookie of the visitor's own",
    "foundation.set_language": "a cookie of the visitor's own",
    "mine.leave": NOT_WATCHED,
    "narrator.leave": NOT_WATCHED,
    "people.outcome": "what is more than keeping it closed leads to a plan, which is told",
    "reading.leave": NOT_WATCHED,
    "takedown.appeal": "no case is open in this browser",
    "takedown.leave": NOT_WATCHED,
    "transcripts.check": "the segment is checked already",
    "transcripts.take_all_merged": "people have checked every segment of the working text",
    "transcripts.take_merged": "nothing of the other version is chosen",
    "transcripts.save_times": "the times are typed as they stand",
    "transcripts.news": "that somebody is there, which is forgotten a minute later",
    "transcripts.redo": "nothing was taken back that could be made once more",
}
NAME_AND_FORM = "a name and an empty form; what is kept about them is told where it is shown"
A_STORYS_HEAD = "a story's own title and summary, as its list has them"
# pages about one thing that may be looked at without a line, each with its reason
UNWATCHED = {
    "transcripts.segment_spelling": "single words of a text whose opening is told",
    "transcripts.spelling": "single words of a text whose opening is told",
    "accounts.deactivate": "a colleague's name",
    "accounts.member": "a colleague's roles and clearance",
    "collections.edit": "a collection's words, made for families",
    "collections.show": "a collection's words, made for families",
    "links.manage": "which links there are, without token or PIN",
    "media.close": NAME_AND_FORM,
    "media.outline": "how loud each moment is; the page beside it and the listening are told",
    "media.progress": "how far the work is",
    "media.record": NAME_AND_FORM,
    "media.upload": NAME_AND_FORM,
    "moderation.ask_takedown": A_STORYS_HEAD,
    "moderation.close": A_STORYS_HEAD,
    "moderation.propose": NAME_AND_FORM,
    "narrators.links": "which links there are and how far each is, without token or PIN",
    "people.agree": NAME_AND_FORM,
    "people.asking": "whom to ask next; an answer itself is told where it is opened",
    "people.close": NAME_AND_FORM,
    "people.double": NAME_AND_FORM,
    "accounts.centre": "what a centre is called, about nobody",
    "people.erase": NAME_AND_FORM,
    "people.erased": "counts of what was erased, of nobody by name",
    "people.on_screen": NAME_AND_FORM,
    "people.outcome": NAME_AND_FORM,
    "people.own_links": "which links there are, without token or PIN",
    "people.paper": NAME_AND_FORM,
    "people.preview": "the list its sender brought just now",
    "people.withdraw": NAME_AND_FORM,
    "sessions.add": "a plan and its names, the team's daily work",
    "sessions.attendance": "a plan and its names, the team's daily work",
    "sessions.cancel": "a plan and its names, the team's daily work",
    "sessions.close": "a plan and its names, the team's daily work",
    "sessions.day": "a plan and its names, the team's daily work",
    "sessions.edit_manual": "what a manual is called, about nobody",
    "sessions.manual": "what a manual is called, about nobody",
    "sessions.edit_specialist": "a colleague's entry in the directory",
    "sessions.delete_season": "a season's name and days, about nobody",
    "sessions.edit_season": "a season's name and days, about nobody",
    "sessions.edit_question": "a question for everybody, about nobody",
    "sessions.move": "when a session is, the team's daily work",
    "sessions.edit": "a plan and its names, the team's daily work",
    "sessions.person_calendar": "that there is an address, without its token",
    "sessions.series": "a plan and its names, the team's daily work",
    "sessions.show": "a plan and its names, the team's daily work",
    "safeguarding.tell_of_recording": NAME_AND_FORM,
    "safeguarding.tell_of_session": NAME_AND_FORM,
    "safeguarding.tell_of_story": NAME_AND_FORM,
    "transcripts.ask_to_take": "how much of which version is checked, and no word of them",
    "transcripts.progress": "how far the work is",
    "translations.drafting": "how far the work is",
    "transcripts.stream": "how far the work is",
    "translations.bring": NAME_AND_FORM,
}
LOOKED_AT = [
    endpoint
    for endpoint, method in endpoints()
    if method == "GET" and "_id>" in str(table()[endpoint]["rule"])
]
Line = tuple[str, dict[str, Any]]


def last_number(house: Furnished) -> int:
    with closing(sqlite3.connect(house.database)) as connection:
        return int(connection.execute("SELECT MAX(number) FROM audit_events").fetchone()[0] or 0)


def lines_after(house: Furnished, number: int) -> list[Line]:
    query = "SELECT action, detail FROM audit_events WHERE number > ?"
    with closing(sqlite3.connect(house.database)) as connection:
        return [(action, json.loads(told)) for action, told in connection.execute(query, [number])]


def spoken(lines: list[Line]) -> list[str]:
    """Words in a line's detail: ids, codes, days and counts are one ASCII word each."""
    return [
        f"{action}: {name}={value!r}"
        for action, detail in lines
        for name, value in detail.items()
        if isinstance(value, str) and (not value.isascii() or " " in value or "@" in value)
    ]


@pytest.mark.parametrize("endpoint", POSTS)
def test_every_form_that_is_taken_leaves_a_line(house, forms, endpoint):
    form, before = forms[endpoint], last_number(house)
    answer = house.visitor(form.role).ask("POST", form.url, data=form.filled())
    lines = lines_after(house, before)
    assert spoken(lines) == []
    if answer.status_code in GOOD:
        done = [action for action, _detail in lines if action != "access.denied"]
        assert bool(done) != (endpoint in UNTOLD), (
            f"{endpoint} leaves {done}: call audit.record in its service, or say in UNTOLD why not"
        )


@pytest.mark.parametrize("endpoint", LOOKED_AT)
def test_every_page_about_a_thing_leaves_a_line(house, endpoint):
    for role in ways_in(house.app, endpoint):
        if role is None or role is Role.FAMILY:
            continue
        before = last_number(house)
        answer = house.visitor(role).ask("GET", house.url(endpoint, house.here))
        lines = lines_after(house, before)
        assert spoken(lines) == []
        if answer.status_code == 200:
            assert bool(lines) != (endpoint in UNWATCHED), (
                f"{role} looks at {endpoint} and leaves {lines}: call audit.record in the view, "
                "or say in UNWATCHED why not"
            )


@pytest.mark.parametrize("endpoint", LOOKED_AT)
def test_knocking_at_what_is_not_there_leaves_a_line(house, endpoint):
    """A thing of another place, and a thing of one's own that the role does not open."""
    row = table()[endpoint]
    for role in Role:
        if role is Role.FAMILY:
            continue
        before = last_number(house)
        url = house.url(endpoint, house.there)
        answer = house.visitor(role).ask("GET", url)
        if answer.status_code in {403, 404}:
            ((action, detail),) = lines_after(house, before)
            assert (action, detail["status"]) == ("access.denied", answer.status_code)
            named = {name for name in house.parameters(endpoint) if name.endswith("_id")}
            assert {name for name in detail if name.endswith("_id")} == named
            assert all(uuid.UUID(detail[name]) for name in named)
        assert answer.status_code == 404 or role.value not in row["roles"]


def test_no_reason_is_older_than_its_endpoint():
    known = {endpoint for endpoint, _method in endpoints()}
    assert {*UNTOLD, *UNWATCHED} <= known
