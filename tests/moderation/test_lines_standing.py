"""Reviewers read of each sentence whether it is a machine's, corrected, or approved and by whom."""

from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db, unit_of_work
from stories.transcripts import queries as texts
from stories.transcripts.approvals.giving import Approver, give
from stories.transcripts.approvals.models import Capacity, Way


def test_each_sentence_says_where_it_stands(app, client, make):
    story = make.story(spans=[(0, 29_000)])
    with app.app_context(), unit_of_work():
        first, second, _third = texts.every_segment(story.version_id)
        give(Approver(Capacity.REVIEWER, user_id=OPERATOR.id), first, Way.ONE)
        second.checked_at = second.checked_by = None
        db.session.flush()
    client.sign_in(make.user(Role.MODERATOR)).speak("en")
    page = client.page(f"/stories/{story.id}")
    told = [one.get_text(" ", strip=True) for one in page.select(".bilingual p:not(.other)")]
    for words, line in zip(
        ("Approved by a reviewer", "Machine text", "corrected by people"), told, strict=True
    ):
        assert words in line
