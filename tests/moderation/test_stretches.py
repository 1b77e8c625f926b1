"""What is told of a story of several stretches."""

from stories.moderation import queries
from tests.moderation.helpers import inside, row


def test_a_story_of_two_stretches_tells_both_and_nothing_between(app, make):
    story = make.story(approved=True, spans=[(2_000, 9_500), (20_000, 29_000)])
    with inside(app):
        lines = queries.lines_of([row(story)])[story.id]
        assert [(line.start_ms, line.end_ms) for line in lines] == [(0, 7_000), (7_500, 16_500)]
        assert row(story).seconds == 16.5
        assert [item for item in lines if "Перевод 1" in item.ru] == []


def test_a_sentence_cut_out_of_the_middle_is_told_once(app, make):
    story = make.story(approved=True, spans=[(0, 3_000), (6_000, 9_000)])
    with inside(app):
        facts = queries.facts_of([row(story)])[story.id]
        lines = queries.lines_of([row(story)])[story.id]
        assert facts.segments == len(lines) == 1
        assert (lines[0].start_ms, lines[0].end_ms) == (0, 6_000)
