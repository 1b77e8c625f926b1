"""Pages of moderation: bad input, what is shown, and what stays away."""

import uuid

import pytest

from stories.foundation.access import Role
from stories.foundation.attention import waiting_for
from stories.foundation.db import db
from stories.moderation.models import Story, StoryState
from stories.moderation.takedown.models import Takedown
from tests.moderation.helpers import ALL, FORM, SEEN, actor, inside, row

CHECKED = {**SEEN, "checked": sorted(ALL)}


@pytest.fixture
def recording(make):
    elder = make.person()
    session = make.session(narrators=[elder])
    make.agree(elder, session)
    found = make.recording(session)
    make.transcript(found)
    return found


def told(answer):
    return answer.get_data(as_text=True)


FOUL = [
    ({"title_kk": ""}, "Please fill this in."),
    ({"title_kk": " \t "}, "Please fill this in."),
    ({"title_ru": "ж" * 161}, "too long"),
    ({"summary_kk": ""}, "Please fill this in."),
    ({"summary_ru": "ж" * 2001}, "too long"),
    ({"content_note_kk": "Жоқшылық"}, "in both languages, or in none"),
    ({"content_note_kk": "ж" * 301, "content_note_ru": "ж"}, "too long"),
    ({"title_ru": "Дети Русафы"}, "tells where a family has been"),
    ({"themes": ["bread", "war"]}, "not in the list"),
    ({"stretches-0-start": "0:20", "stretches-0-end": "0:10"}, "after the beginning"),
    ({"stretches-0-start": "0:10", "stretches-0-end": "0:10"}, "after the beginning"),
    ({"stretches-0-start": "0:10.1", "stretches-0-end": "0:10.5"}, "too short"),
    ({"stretches-0-end": "9:59:59"}, "does not reach so far"),
    ({"stretches-0-end": "999:00"}, "does not reach so far"),
    ({"stretches-0-start": "5:00", "stretches-0-end": "6:00"}, "does not reach so far"),
    ({"stretches-0-start": "abc"}, "minutes and seconds"),
    ({"stretches-0-start": "-1:00"}, "minutes and seconds"),
    ({"stretches-0-end": ""}, "minutes and seconds"),
    ({"stretches-0-end": "1e9:00"}, "minutes and seconds"),
]


def test_foul_proposals_get_a_sentence_and_lose_nothing(client, make, recording):
    client.sign_in(make.facilitator()).speak("en")
    path = f"/recordings/{recording.id}/propose"
    for change, sentence in FOUL:
        answer = told(client.send(path, {**FORM, **change}, expect=422))
        assert sentence in answer, change
        if "summary_ru" not in change:
            assert "О хлебе." in answer, change
    assert client.page("/stories").select(".rows") == []


def test_a_missing_form_is_no_disaster(client, make, recording):
    client.sign_in(make.facilitator())
    client.send(f"/recordings/{recording.id}/propose", {}, expect=422)


def test_wormwood_may_be_smelled_in_a_summary(client, make, recording):
    client.sign_in(make.facilitator())
    form = {**FORM, "summary_kk": "Дала мен жусан иісі туралы."}
    client.send(f"/recordings/{recording.id}/propose", form)


def test_a_good_proposal_stands_with_its_themes(app, client, make, recording):
    client.sign_in(make.facilitator())
    path = f"/recordings/{recording.id}/propose"
    assert client.page(path).find(id="stretches-0-end")["value"] == "0:30"
    answer = client.send(path, {**FORM, "stretches-0-end": "0:30"})
    with inside(app):
        story = db.session.get(Story, uuid.UUID(answer.location[-36:]))
        assert story.state is StoryState.PROPOSED
        assert [theme.slug for theme in story.themes] == ["bread"]
        assert story.moves[0].edited
    client.page(answer.location)


def test_what_is_not_written_down_cannot_be_proposed(client, make):
    session = make.session(narrators=[make.person()])
    recording = make.recording(session)
    client.sign_in(make.facilitator()).speak("en")
    page = client.send(f"/recordings/{recording.id}/propose", FORM, expect=409)
    assert "written down before" in told(page)
    assert "О хлебе." in told(page)


def test_markup_in_a_title_stays_text(client, make, recording):
    client.sign_in(make.facilitator())
    foul = {**FORM, "title_kk": "<script>alert(1)</script>", "title_ru": "{{ 7*7 }}"}
    page = client.page(client.send(f"/recordings/{recording.id}/propose", foul).location)
    assert page.find("h1").get_text() == "<script>alert(1)</script>"


def test_an_edit_over_a_newer_edit_keeps_what_was_typed(client, make):
    story = make.story()
    client.sign_in(make.facilitator()).speak("en")
    client.send(f"/stories/{story.id}/edit", {**FORM, "revision": "1"})
    late = {**FORM, "summary_ru": "Моя правка.", "revision": "1"}
    answer = told(client.send(f"/stories/{story.id}/edit", late, expect=409))
    assert "changed while you were looking" in answer
    assert "Моя правка." in answer


def test_nothing_is_ticked_beforehand(client, make):
    story = make.story()
    client.sign_in(make.user(Role.MODERATOR))
    page = client.page(f"/stories/{story.id}/review")
    boxes = page.select('input[name="checked"]')
    assert len(boxes) == len(ALL)
    assert not [box for box in boxes if box.has_attr("checked")]


def test_an_open_point_keeps_the_remark(app, client, make):
    story = make.story()
    client.sign_in(make.user(Role.MODERATOR)).speak("en")
    some = {**CHECKED, "checked": sorted(ALL)[1:], "remark": "Жақсы әңгіме"}
    answer = told(client.send(f"/stories/{story.id}/approve", some, expect=422))
    assert "tick it" in answer
    assert "Жақсы әңгіме" in answer
    with inside(app):
        assert row(story).reviews == []


@pytest.mark.parametrize("seen", [{}, {"story_revision": "x"}, {"story_revision": "2"}])
def test_a_stale_or_broken_review_decides_nothing(app, client, make, seen):
    story = make.story()
    client.sign_in(make.user(Role.MODERATOR))
    for name, more in (("approve", {"checked": sorted(ALL)}), ("return", {"why": "Жоқ"})):
        data = {"transcript_revision": "1", **more, **seen}
        status = 409 if seen.get("story_revision") == "2" else 422
        client.send(f"/stories/{story.id}/{name}", data, expect=status)
    with inside(app):
        assert row(story).reviews == []


def test_the_content_note_stands_before_the_sound(client, make):
    story = make.story(content_note_kk="Жоқшылық", content_note_ru="Нужда")
    client.sign_in(make.user(Role.MODERATOR)).speak("ru")
    assert "Нужда" in client.page("/review").get_text()
    before = str(client.page(f"/stories/{story.id}/review"))
    assert "Нужда" in before
    assert "<audio" not in before
    page = str(client.page(f"/stories/{story.id}/review?open=1"))
    assert page.index("Нужда") < page.index("<audio")


def test_without_an_agreement_text_and_sound_stay_away(client, make):
    session = make.session(narrators=[make.person()])
    story = make.story(version=make.transcript(make.recording(session)))
    client.sign_in(make.user(Role.MODERATOR))
    page = client.page(f"/stories/{story.id}")
    assert "Таңертең" not in page.get_text()
    assert not page.find("audio")
    client.get(f"/stories/{story.id}/listen.webm", expect=403)


def test_the_queue_tells_who_approved_and_the_page_tells_what_happened(client, make):
    story = make.story()
    first = make.user(Role.MODERATOR, name="Гүлнар")
    client.sign_in(first)
    client.send(f"/stories/{story.id}/approve", CHECKED)
    assert str(story.id) in str(client.page("/review"))  # said, and waiting for another
    client.sign_in(make.user(Role.CURATOR))
    assert "Гүлнар" in client.page("/review").get_text()
    assert "Гүлнар" in client.page(f"/stories/{story.id}/review").get_text()


def test_every_state_has_its_page_in_three_languages(client, make):
    stories = [make.story(state=item) for item in StoryState]
    client.sign_in(make.user(Role.FACILITATOR, Role.CURATOR))
    for language in ("kk", "ru", "en"):
        client.speak(language)
        for story in stories:
            client.page(f"/stories/{story.id}")
        for state in ("", "released", "nonsense"):
            client.page(f"/stories?state={state}")


def test_what_waits_is_told_to_whom_it_waits_for(app, make):
    facilitator = make.facilitator()
    story = make.story(proposed_by=facilitator.id)
    make.story(proposed_by=facilitator.id, state=StoryState.RETURNED)
    make.keep(Takedown(organisation_id=story.organisation_id, story_id=story.id, reason="Себеп"))
    curator, moderator = make.user(Role.CURATOR), make.user(Role.MODERATOR)
    with inside(app):
        found = {
            name: [
                (item.kind, item.url.split("/")[-1] == "review")
                for item in waiting_for(actor(user))
                if item.endpoint == "moderation.queue"
            ]
            for name, user in {"f": facilitator, "c": curator, "m": moderator}.items()
        }
    assert found == {
        "f": [("wait", False)],
        "c": [("stop", False), ("wait", True)],
        "m": [("wait", True)],
    }


@pytest.mark.parametrize("form", [{}, {"outcome": "nonsense"}, {"outcome": "restricted"}])
def test_a_foul_decision_decides_nothing(client, make, form):
    story = make.story()
    asked = make.keep(
        Takedown(organisation_id=story.organisation_id, story_id=story.id, reason="<b>Себеп</b>")
    )
    client.sign_in(make.user(Role.CURATOR))
    client.send(f"/takedowns/{asked.id}", form, expect=422)
    page = client.page(f"/takedowns/{asked.id}")
    assert "<b>Себеп</b>" in page.get_text()


TWO = {
    **FORM,
    "stretches-0-start": "0:20",
    "stretches-0-end": "0:29",
    "stretches-1-start": "0:00",
    "stretches-1-end": "0:09",
    "stretches-2-start": "",
    "stretches-2-end": " ",
}


def test_a_story_of_several_stretches_stands_in_the_order_of_speech(app, client, make, recording):
    client.sign_in(make.facilitator()).speak("en")
    path = f"/recordings/{recording.id}/propose"
    more = client.send(f"{path}?one_more=1", TWO, expect=422)
    assert "stretches-2-start" in more.text
    assert "О хлебе." in told(more)
    answer = client.send(path, TWO)
    with inside(app):
        story = db.session.get(Story, uuid.UUID(answer.location[-36:]))
        assert story.spans == ((0, 9_000), (20_000, 29_000))
    page = client.page(f"{answer.location}/edit")
    assert page.find(id="stretches-1-start")["value"] == "0:20"
    assert not page.find(id="stretches-2-start").get("value")
    left = {name: value for name, value in TWO.items() if not name.startswith("stretches-1")}
    client.send(f"{answer.location}/edit", {**left, "revision": "1"})
    with inside(app):
        story = db.session.get(Story, uuid.UUID(answer.location[-36:]))
        assert (story.spans, story.revision) == (((20_000, 29_000),), 2)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"stretches-1-end": "0:21"}, "share a part"),
        ({"stretches-1-end": "0:00"}, "after the beginning"),
        ({"stretches-2-end": "0:10"}, "minutes and seconds"),
        ({f"stretches-{n}-{side}": "0:01" for n in range(21) for side in ("start", "end")}, "ten"),
        ({f"stretches-{n}-{side}": "" for n in range(3) for side in ("start", "end")}, "fill this"),
    ],
)
def test_stretches_that_cannot_be_get_a_sentence(client, make, recording, change, sentence):
    client.sign_in(make.facilitator()).speak("en")
    path = f"/recordings/{recording.id}/propose"
    assert sentence in told(client.send(path, {**TWO, **change}, expect=422))
