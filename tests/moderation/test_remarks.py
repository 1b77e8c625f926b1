"""Remarks on single passages: beside the passage, in the text's way, dealt with by the proposer."""

import uuid

import pytest

from stories.foundation.access import Role
from stories.foundation.db import db
from stories.moderation.errors import OwnWork, RemarkNeeded, WrongMove
from stories.moderation.models import StoryState
from stories.moderation.remarks.errors import NotHeardThere, NothingSaid, StandsFast
from stories.moderation.remarks.models import StoryRemark
from stories.moderation.remarks.services import remark_on, take_back_remark
from stories.moderation.services import return_story
from tests.moderation.helpers import actor, inside, row, seen, state

TOLD = "Көшенің атын алып тастаңыз."


@pytest.fixture
def told(app, make):
    facilitator, moderator = make.facilitator(), make.user(Role.MODERATOR)
    story = make.story(proposed_by=facilitator.id, spans=[(0, 9_000), (20_000, 29_000)])
    return story, facilitator, moderator


def only(app):
    with inside(app):
        found = db.session.query(StoryRemark).one()
        db.session.expunge(found)
        return found


def test_a_remark_goes_back_with_the_story_and_stands_beside_its_passage(app, client, told):
    story, facilitator, moderator = told
    client.sign_in(moderator).speak("en")
    page = client.page(f"/stories/{story.id}/review")
    ways = [link["href"] for link in page.select("a[href*='/remark?']")]
    assert len(ways) == 2
    client.send(ways[1], {"text": " "}, expect=422)
    client.send(ways[1], {"text": TOLD})
    assert (only(app).start_ms, only(app).end_ms) == (20_000, 29_000)
    assert TOLD in client.page(f"/stories/{story.id}/review").text
    revisions = {"story_revision": "1", "transcript_revision": "1"}
    client.send(f"/stories/{story.id}/return", revisions | {"why": ""})
    assert state(app, story) is StoryState.RETURNED
    client.sign_in(facilitator).speak("en")
    assert TOLD in client.page(f"/stories/{story.id}").select_one(".bilingual .remark").text
    edit = client.page(f"/stories/{story.id}/edit")
    way = edit.select_one("#remarks a[href*='#s-']")["href"]
    editor = client.page(way)
    assert editor.find(id=way.rsplit("#")[1])
    assert "1 remark of a reviewer" in editor.text
    for done, word in (("1", "Dealt with"), ("1", "Dealt with"), ("0", "It is dealt with")):
        client.send(f"/remarks/{only(app).id}/done", {"done": done})
        assert word in client.page(f"/stories/{story.id}/edit").select_one("#remarks").text


def test_a_passage_cut_out_keeps_its_remark_where_the_story_is_changed(app, client, told):
    story, facilitator, moderator = told
    with inside(app):
        remark_on(actor(moderator), row(story), (9_000, 12_000), TOLD)
        db.session.delete(row(story).stretches[1])
    client.sign_in(facilitator).speak("en")
    assert TOLD not in client.page(f"/stories/{story.id}").text
    assert "no longer in the story" in client.page(f"/stories/{story.id}/edit").text


@pytest.mark.parametrize(
    ("passage", "text", "error"),
    [
        ((0, 9_000), " \n ", NothingSaid),
        ((18_000, 19_000), TOLD, NotHeardThere),
        ((-5, 9_000), TOLD, NotHeardThere),
        ((9_000, 9_000), TOLD, NotHeardThere),
        ((10**12, 10**13), TOLD, NotHeardThere),
    ],
)
def test_remarks_that_say_nothing_or_lie_nowhere_are_refused(app, told, passage, text, error):
    story, _facilitator, moderator = told
    with inside(app), pytest.raises(error):
        remark_on(actor(moderator), row(story), passage, text)


def test_makers_do_not_remark_and_only_its_writer_takes_one_back(app, make, told):
    story, _facilitator, moderator = told
    both = make.user(Role.FACILITATOR, Role.MODERATOR)
    with inside(app):
        row(story).proposed_by = both.id
    with inside(app), pytest.raises(OwnWork):
        remark_on(actor(both), row(story), (0, 900), TOLD)
    with inside(app):
        remark_on(actor(moderator), row(story), (0, 900), TOLD)
        key = db.session.query(StoryRemark.id).scalar()
    with inside(app), pytest.raises(StandsFast):
        take_back_remark(actor(both), db.session.get(StoryRemark, key))
    with inside(app):
        take_back_remark(actor(moderator), db.session.get(StoryRemark, key))
    with inside(app), pytest.raises(RemarkNeeded):
        return_story(actor(moderator), row(story), seen(row(story)), " ")


def test_what_has_been_returned_is_remarked_on_no_more(app, told):
    story, _facilitator, moderator = told
    with inside(app):
        remark_on(actor(moderator), row(story), (0, 900), TOLD)
        return_story(actor(moderator), row(story), seen(row(story)), "")
        mine = db.session.query(StoryRemark).one()
        with pytest.raises(StandsFast):
            take_back_remark(actor(moderator), mine)
        with pytest.raises(WrongMove):
            remark_on(actor(moderator), row(story), (0, 900), TOLD)


def test_other_houses_see_no_remark(app, make, client, told):
    story, _facilitator, moderator = told
    with inside(app):
        remark_on(actor(moderator), row(story), (0, 900), TOLD)
    stranger = make.user(Role.FACILITATOR, Role.MODERATOR, organisation=make.other_organisation())
    client.sign_in(stranger)
    for path in (f"remarks/{only(app).id}/done", f"remarks/{only(app).id}/take-back"):
        client.send(f"/{path}", {}, expect=404)
    client.send(f"/stories/{story.id}/remark", {"text": TOLD}, expect=404)
    client.send(f"/remarks/{uuid.uuid4()}/done", {}, expect=404)
