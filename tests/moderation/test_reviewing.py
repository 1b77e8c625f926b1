"""Reviewing with care: the queue's order, skipping, enough for a day, what changed since."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.accounts.models import User
from stories.foundation.access import Role
from stories.foundation.db import db
from stories.moderation.errors import OwnWork
from stories.moderation.models import Review
from stories.moderation.reviewing import seen
from stories.moderation.reviewing.models import ReviewSkip, StoryLook
from stories.moderation.reviewing.queries import decided_today, traits_of
from stories.moderation.reviewing.rules import (
    Age,
    Care,
    Traits,
    Wish,
    arranged,
    changes,
    enough,
)
from stories.moderation.reviewing.services import skip_story
from stories.transcripts.models import Segment
from tests.moderation.helpers import actor, inside, row

DAYS = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 9)]
moments = st.none() | st.sampled_from(DAYS)
traits = st.builds(Traits, st.sampled_from(["kk", "ru"]), st.sampled_from(Care), moments)
wishes = st.builds(Wish, st.sampled_from(Age), st.none() | st.sampled_from(["kk", "ru"]), st.none())


@given(st.lists(traits), wishes)
def test_a_queue_holds_what_is_wished_for_once_and_what_was_skipped_last(waiting, wish):
    places = range(len(waiting))
    found = arranged(places, lambda place: waiting[place], wish)
    fits = [at for at in places if wish.language in (None, waiting[at].language)]
    assert sorted(found) == fits
    skipped = [waiting[at].skipped_at for at in found]
    fresh = [at for at in found if waiting[at].skipped_at is None]
    assert skipped[: len(fresh)] == [None] * len(fresh)
    assert skipped[len(fresh) :] == sorted(skipped[len(fresh) :])
    assert fresh == sorted(fresh, reverse=wish.age is Age.NEWEST)


def test_enough_is_what_somebody_chose_and_nought_is_no_limit():
    assert [enough(*pair) for pair in ((2, 3), (3, 3), (9, 3), (9, 0))] == [
        False,
        True,
        True,
        False,
    ]


def look(*lines, title="Нан", spans=("0:00–0:29",)):
    told = [[place * 1_000, 0, *line] for place, line in enumerate(lines)]
    return {"words": {"title_kk": title}, "lines": told, "more": {"stretches": list(spans)}}


def test_changes_are_told_word_by_word_at_their_place():
    before = look(("Апам нан пісірді", "Бабушка пекла хлеб"), ("Иә", "Да"))
    assert changes(before, before) == []
    now = look(
        ("Апам нан пісірді", "Бабушка пекла хлеб"), ("Жоқ", "Да"), title="Ақ нан", spans=["x"]
    )
    title, line, heard = changes(before, now)
    assert (title.what, title.language, title.pieces[0]) == ("title", "kk", ("removed", "Нан"))
    assert (line.at_ms, line.language) == (1_000, "kk")
    assert line.pieces == [("removed", "Иә"), ("added", "Жоқ")]
    assert [kind for kind, _text in heard.pieces] == ["removed", "added"]


@given(st.lists(st.tuples(st.text("аб ", max_size=5), st.text("вг ", max_size=5)), max_size=5))
def test_no_line_that_went_or_came_is_forgotten(lines):
    gone = changes(look(*lines), look())
    came = changes(look(), look(*lines))
    words = sorted(word for line in lines for text in line for word in text.split())
    for found, kind in ((gone, "removed"), (came, "added")):
        told = [text for item in found for name, text in item.pieces if name == kind]
        assert sorted(" ".join(told).split()) == words


@pytest.fixture
def noted(make):
    story = make.story(content_note_kk="Ашаршылық", content_note_ru="Голод")
    return story, make.user(Role.MODERATOR)


def test_a_content_note_comes_before_the_story_and_skipping_asks_no_reason(
    app, client, noted, make
):
    story, moderator = noted
    other = make.story(title_ru="Другая")
    client.sign_in(moderator).speak("en")
    page = client.page(f"/stories/{story.id}/review")
    assert "Голод" in page.text or "Ашаршылық" in page.text
    assert page.select(".bilingual") == []
    assert client.page(f"/stories/{story.id}/review?open=1").select(".bilingual")
    assert client.page(f"/stories/{other.id}/review").select(".bilingual")
    client.send(f"/stories/{story.id}/skip", {})
    client.send(f"/stories/{story.id}/skip", {})
    order = [link["href"] for link in client.page("/review").select(".rows a.btn")]
    assert [str(one.id) in href for one, href in zip((other, story), order, strict=True)] == [
        True,
        True,
    ]
    with inside(app):
        assert db.session.query(ReviewSkip).count() == 1


def test_a_maker_skips_nothing(app, make):
    both = make.user(Role.FACILITATOR, Role.MODERATOR)
    story = make.story(proposed_by=both.id)
    with inside(app), pytest.raises(OwnWork):
        skip_story(actor(both), row(story))


def test_the_queue_is_narrowed_by_language_and_care_through_links(app, client, make, noted):
    story, moderator = noted
    russian = make.story()
    with inside(app):
        version = row(russian).version_id
        db.session.query(Segment).filter_by(version_id=version).update({"language": "ru"})
    client.sign_in(moderator).speak("en")
    with inside(app):
        found = traits_of(actor(moderator), [row(story), row(russian)])
        assert (found[story.id].language, found[story.id].care) == ("kk", Care.NOTE)
        assert (found[russian.id].language, found[russian.id].care) == ("ru", Care.PLAIN)
    for asked, one in (("language=ru", russian), ("care=note", story), ("care=plain", russian)):
        rows = client.page(f"/review?{asked}").select(".rows a.btn")
        assert [str(one.id) in link["href"] for link in rows] == [True], asked
    assert "other stories do" in client.page("/review?care=child").text
    assert len(client.page("/review?care=%00&age=x&language=fr").select(".rows a.btn")) == 2


def test_a_story_in_which_a_child_is_heard_asks_for_the_most_care(app, make, noted):
    child = make.child()
    session = make.session(narrators=[child])
    make.agree(child, session)
    story = make.story(version=make.transcript(make.recording(session)))
    with inside(app):
        found = traits_of(actor(noted[1]), [row(story)])
        assert found[story.id].care is Care.CHILD


def test_after_enough_stories_the_house_says_so_and_stops_nobody(app, client, make):
    moderator = make.user(Role.MODERATOR)
    waits = make.story()
    client.sign_in(moderator).speak("en")
    client.send("/review/pace", {"a_day": "4"}, expect=422)
    client.send("/review/pace", {"a_day": "3"})
    done = [make.review(make.story(), moderator) for _ in range(3)]
    with inside(app):
        assert decided_today(actor(moderator)) == 3
        db.session.get(Review, done[0].id).created_at = datetime.now(UTC) - timedelta(days=2)
    assert str(waits.id) in str(client.page("/review"))
    make.review(make.story(), moderator)
    page = client.page("/review")
    assert "enough for today" in page.text
    assert str(waits.id) not in str(page)
    assert str(waits.id) in str(client.page("/review?more=1"))
    client.page(f"/stories/{waits.id}/review")
    client.send("/review/pace", {"a_day": "0"})
    assert str(waits.id) in str(client.page("/review"))


def test_what_changed_since_a_reviewer_looked_is_told_to_them_alone(app, client, make):
    story, (one, other) = make.story(), [make.user(Role.MODERATOR) for _ in range(2)]
    told = []
    seen.also("hidden", "What is hidden", lambda _story: list(told))
    path, title = f"/stories/{story.id}/review", "What changed since you looked"
    client.sign_in(one).speak("en")
    for _ in range(2):
        assert title not in client.page(path).text
    with inside(app):
        found = row(story)
        found.title_ru, found.revision = "Прабабушкин хлеб", 2
        told.append("0:03–0:05")
    for _ in range(2):  # looking once more shows the same
        page = client.page(path)
        assert [item.text for item in page.select("ins")] == [
            "added: Прабабушкин (end)",
            "added: 0:03–0:05 (end)",
        ]
        assert "What is hidden" in page.text
    client.sign_in(other).speak("en")
    assert title not in client.page(path).text
    with inside(app):
        assert db.session.query(StoryLook).filter_by(user_id=one.id).count() == 2
        assert db.session.query(User).count() >= 2
    del seen.WORDS["hidden"], seen._tellers["hidden"]
