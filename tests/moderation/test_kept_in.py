"""What is never published, and what the safeguarding lead alone opens (DOMAIN P2, P5)."""

import pytest

from stories.foundation.access import Role, require
from stories.foundation.db import db
from stories.foundation.errors import Forbidden
from stories.media.models import Recording
from stories.media.restricted import Restricted
from stories.media.services import (
    lift_never_publish,
    never_publish_recording,
    open_restricted,
    restrict_recording,
)
from stories.moderation import queries, services
from stories.moderation.models import Story, StoryMove, StoryState
from stories.moderation.rules import Reason
from stories.people.models import Audience
from stories.transcripts.queries import current_version, page_of_segments
from tests.moderation.helpers import actor, inside, reasons, row, state
from tests.moderation.test_closures import found, told

__all__ = ["told"]
FAMILY = Audience.FAMILY
AGAIN = [Reason.CHANGED_SINCE_REVIEW]


def of(story):
    return db.session.get(Recording, story.recording_id)


@pytest.fixture
def lead(told):
    return told.make.user(Role.SAFEGUARDING)


@pytest.fixture
def facilitator(told):
    return told.make.facilitator()


def test_a_story_decided_about_is_hidden_and_comes_back_to_review(any_app, told, lead, facilitator):
    with inside(any_app):
        services.never_publish_story(actor(facilitator), row(told))
    assert reasons(any_app, told, FAMILY) == [Reason.NEVER_PUBLISH]
    assert found(any_app) < 2
    with inside(any_app), pytest.raises(Forbidden):
        services.lift_never_publish(actor(facilitator), row(told))
    with inside(any_app):
        services.lift_never_publish(actor(lead), row(told))
        services.lift_never_publish(actor(lead), row(told))  # done already
    assert reasons(any_app, told, FAMILY) == AGAIN
    assert state(any_app, told) is StoryState.PROPOSED
    with inside(any_app):
        notes = list(db.session.scalars(db.select(StoryMove.note)))
    assert notes.count("never_publish_lifted") == 1
    assert "never_publish" in notes


def test_a_recording_decided_about_keeps_all_its_stories_in(any_app, told, lead, facilitator):
    with inside(any_app):
        never_publish_recording(actor(facilitator), of(told))
    assert reasons(any_app, told, FAMILY) == [Reason.NEVER_PUBLISH]
    assert found(any_app) == 0
    with inside(any_app):
        require(actor(facilitator), "media.listen", of(told))  # the team works on
        with pytest.raises(Forbidden):
            lift_never_publish(actor(facilitator), of(told))
    with inside(any_app):
        lift_never_publish(actor(lead), of(told))
    assert reasons(any_app, told, FAMILY) == AGAIN


def test_a_restricted_recording_is_the_leads_alone(any_app, told, lead, facilitator):
    with inside(any_app):
        restrict_recording(actor(facilitator), of(told))
    assert reasons(any_app, told, FAMILY) == [Reason.RESTRICTED]
    assert found(any_app) == 0
    with inside(any_app):
        things = _things(told)
        for one, permissions in things.items():
            for permission in permissions:
                with pytest.raises(Restricted):
                    require(actor(facilitator), permission, one)
        for permission in ("media.view", "media.listen"):
            require(actor(lead), permission, of(told))
        require(actor(lead), "moderation.view", row(told))
    with inside(any_app), pytest.raises(Forbidden):
        open_restricted(actor(facilitator), of(told))
    with inside(any_app):
        open_restricted(actor(lead), of(told))
        for one, permissions in _things(told).items():
            for permission in permissions:
                require(actor(facilitator), permission, one)
    assert reasons(any_app, told, FAMILY) == AGAIN


def _things(told):
    version = current_version(told.recording_id)
    return {
        of(told): ("media.view", "media.listen", "media.close", "transcripts.edit"),
        version: ("transcripts.view", "transcripts.edit", "translations.edit"),
        page_of_segments(version.id, 1)[0][0]: ("transcripts.edit",),
        row(told): ("moderation.view", "moderation.propose", "moderation.redact"),
    }


def test_lists_leave_it_out_for_all_but_the_lead(any_app, told, lead):
    people = [told.make.user(role) for role in Role if role not in {Role.FAMILY, Role.SAFEGUARDING}]
    with inside(any_app):
        restrict_recording(actor(lead), of(told))
    with inside(any_app):
        for user in people:
            assert queries.page_of_stories(actor(user), None, 1)[0] == []
            assert _listed(actor(user)) == []
        assert [one.id for one in queries.page_of_stories(actor(lead), None, 1)[0]] == [told.id]
        assert _listed(actor(lead)) == [told.recording_id]


def _listed(who):
    from stories.media.queries import page_of_recordings

    return [one.id for one in page_of_recordings(who, 1)[0]]


@pytest.mark.parametrize("place", ["recordings", "stories", "text", "sound"])
def test_its_pages_say_who_opens_it(client, app, make, place):
    story, lead = make.story(approved=True), make.user(Role.SAFEGUARDING)
    with inside(app):
        restrict_recording(actor(lead), of(story))
    url = {
        "recordings": f"/recordings/{story.recording_id}",
        "stories": f"/stories/{story.id}",
        "text": f"/recordings/{story.recording_id}/transcript/read",
        "sound": f"/recordings/{story.recording_id}/playback/opus",
    }[place]
    client.sign_in(make.facilitator()).speak("en")
    answer = client.get(url, expect=403)
    assert story.summary_kk not in answer.text
    assert "The safeguarding lead alone opens this" in answer.text


def test_the_lead_decides_on_the_recordings_own_page(client, app, make):
    story = make.story(approved=True)
    at = f"/recordings/{story.recording_id}"
    page = client.sign_in(make.user(Role.SAFEGUARDING)).speak("en")
    page.send(f"{at}/restrict", {})
    shown = page.page(at)
    assert "Restricted since" in shown.text
    page.send(f"{at}/open-restricted", {})
    page.send(f"{at}/never-publish", {})
    assert "nothing of it is published" in page.page(at).text
    page.send(f"{at}/lift-never-publish", {})
    page.send(f"/stories/{story.id}/never-publish", {})
    assert "never to publish this" in page.page(f"/stories/{story.id}").text
    page.send(f"/stories/{story.id}/lift-never-publish", {})
    with inside(app):
        assert not db.session.get(Story, story.id).never_publish
        assert not of(story).never_publish
        assert of(story).restricted_at is None
