"""Role × state × action, as answers over HTTP; other organisations see nothing at all."""

import pytest

from stories.accounts.models import Grant
from stories.foundation.access import Role
from stories.moderation.models import StoryState
from stories.moderation.takedown.models import Takedown
from tests.guards.suggested import suggestion_rows
from tests.moderation.helpers import ALL, FORM, SEEN, inside, row

F, M, C, S, A = (
    Role.FACILITATOR,
    Role.MODERATOR,
    Role.CURATOR,
    Role.SAFEGUARDING,
    Role.ADMIN,
)
WRONG = {"reason": "Жоқ", "child": "no"}
CHECKED = {**SEEN, "checked": sorted(ALL)}
CLOSURE = {"until": "2099-01-01", "because": "Баланың қалауы"}
# action: method, address, form, roles that may; everybody else of the house gets 403
ACTIONS = {
    "look": ("GET", "/stories/{story}", None, {F, M, C, S, A}),
    "list": ("GET", "/stories", None, {F, M, C, S, A}),
    "queue": ("GET", "/review", None, {F, M, C, S, A}),
    "listen": ("GET", "/stories/{story}/listen.webm", None, {F, M, C, S, A}),
    "propose": ("POST", "/recordings/{recording}/propose", FORM, {F}),
    "edit page": ("GET", "/stories/{story}/edit", None, {F}),
    "edit": ("POST", "/stories/{story}/edit", {**FORM, "revision": "1"}, {F}),
    "copy": ("POST", "/stories/{story}/copy", {}, {F}),
    "review page": ("GET", "/stories/{story}/review", None, {M, C, S}),
    "approve": ("POST", "/stories/{story}/approve", CHECKED, {M, C, S}),
    "return": ("POST", "/stories/{story}/return", {**SEEN, "why": "Жоқ"}, {M, C, S}),
    "suggestions": ("GET", "/stories/{story}/suggestions", None, {F, M, C, S}),
    "look again": ("POST", "/stories/{story}/suggestions/look", {}, {F, M, C, S}),
    "accept": ("POST", "/stories/{story}/suggestions/{suggestion}/accept", {}, {F, M, C, S}),
    "refuse": ("POST", "/stories/{story}/suggestions/{suggestion}/refuse", {}, {F, M, C, S}),
    "suggest": ("POST", "/stories/{story}/suggestions/{refused}/reopen", {}, {F, M, C, S}),
    "close": ("POST", "/stories/{story}/close", CLOSURE, {F, C, S}),
    "ask takedown": ("POST", "/stories/{story}/take-down", WRONG, {F, M, C, S, A}),
    "takedowns": ("GET", "/takedowns", None, {C, S, A}),
    "takedown page": ("GET", "/takedowns/{takedown}", None, {C, S, A}),
    "told": ("POST", "/takedowns/{takedown}/told", {}, {C, S, A}),
    "decide": ("POST", "/takedowns/{takedown}", {"outcome": "restored"}, {C, S, A}),
}
UNBOUND = {"list", "queue", "takedowns"}


@pytest.fixture
def world(app, make):
    story = make.story()
    with app.app_context():
        from stories.foundation.blobs import blobs

        blobs().put_bytes(story.copy_opus, b"sound")
    takedown = make.keep(
        Takedown(organisation_id=story.organisation_id, story_id=story.id, reason="Себеп")
    )
    suggested = suggestion_rows(make, story)
    return {
        "story": story.id,
        "recording": story.recording_id,
        "takedown": takedown.id,
        "suggestion": suggested["suggestion"],
        "refused": suggested["suggestion.refused"],
    }


def act(client, name, world, expect):
    method, address, form, _roles = ACTIONS[name]
    path = address.format(**world)
    if method == "GET":
        return client.get(path, expect=expect)
    return client.send(path, form, expect=expect)


def reading(name):
    return ACTIONS[name][0] == "GET"


@pytest.mark.parametrize("role", [F, M, C, S, A])
def test_each_role_reads_and_is_refused_as_the_table_says(client, make, world, role):
    client.sign_in(make.user(role))
    for name, (*_address, roles) in ACTIONS.items():
        if role not in roles:
            act(client, name, world, 403)
        elif reading(name):
            act(client, name, world, 200)


MAY_CHANGE = [
    (role, name)
    for name, (*_address, roles) in ACTIONS.items()
    for role in sorted(roles)
    if not reading(name) and name != "approve"  # which an open request keeps from everybody
]


@pytest.mark.parametrize(("role", "name"), MAY_CHANGE)
def test_each_role_changes_as_the_table_says(client, make, world, role, name):
    client.sign_in(make.user(role))
    act(client, name, world, 303)


@pytest.mark.parametrize("role", [M, C, S])
def test_an_open_request_keeps_a_story_from_being_approved(client, make, world, role):
    client.sign_in(make.user(role))
    act(client, "approve", world, 409)


def test_another_organisation_finds_nothing(client, make, world):
    other = make.other_organisation()
    client.sign_in(make.user(F, M, C, S, A, organisation=other))
    for name in set(ACTIONS) - UNBOUND:
        act(client, name, world, 404)
    for name in UNBOUND:
        page = client.page(ACTIONS[name][1])
        assert str(world["story"]) not in str(page)
        assert str(world["takedown"]) not in str(page)


def test_nobody_comes_in_without_signing_in(client, world):
    for name in ACTIONS:
        assert "/sign-in" in act(client, name, world, 303).location


# What each state lets happen: the state before, the action, the state after (None: refused)
STATES = [
    (StoryState.PROPOSED, "approve", StoryState.PROPOSED),
    (StoryState.PROPOSED, "return", StoryState.RETURNED),
    (StoryState.PROPOSED, "edit", StoryState.PROPOSED),
    (StoryState.RETURNED, "approve", None),
    (StoryState.RETURNED, "return", None),
    (StoryState.RETURNED, "edit", StoryState.PROPOSED),
    (StoryState.RELEASED, "approve", None),
    (StoryState.RELEASED, "return", None),
    (StoryState.RELEASED, "edit", StoryState.PROPOSED),
    (StoryState.TAKEN_DOWN, "approve", None),
    (StoryState.TAKEN_DOWN, "return", None),
    (StoryState.TAKEN_DOWN, "edit", None),
]


@pytest.mark.parametrize(("before", "name", "after"), STATES)
def test_each_state_allows_what_its_table_says(app, client, make, before, name, after):
    story = make.story(state=before)
    client.sign_in(make.user(F if name == "edit" else M))
    ids = {"story": story.id}
    if after is None and name != "edit":
        # A review that is over leads back to the story, and nothing was decided.
        assert act(client, name, ids, 303).location.endswith(f"/stories/{story.id}")
    else:
        act(client, name, ids, 303 if after else 409)
    with inside(app):
        assert row(story).state is (after or before)
        assert len(row(story).reviews) == (1 if after and name != "edit" else 0)


def test_a_reviewer_who_made_it_reads_why_not(app, client, make):
    both = make.user(F, M)
    story = make.story(proposed_by=both.id)
    client.sign_in(both).speak("en")
    page = client.page(f"/stories/{story.id}")
    assert "You helped to make this story" in page.get_text()
    assert not page.select(f'a[href="/stories/{story.id}/review"]')
    answer = client.get(f"/stories/{story.id}/review", expect=403)
    assert "You helped to make this story" in answer.get_data(as_text=True)
    client.send(f"/stories/{story.id}/approve", CHECKED, expect=403)
    with inside(app):
        assert row(story).reviews == []


def test_a_facilitator_with_a_grant_elsewhere_reviews_nothing_here(client, make):
    story = make.story()
    user = make.user(F)
    other = make.other_organisation()

    make.keep(Grant(user_id=user.id, organisation_id=other.id, role=M))
    client.sign_in(user)
    client.send(f"/stories/{story.id}/approve", CHECKED, expect=403)
