"""A text that is written down to its end has no needless scraps."""

from stories.foundation.access import OPERATOR
from stories.foundation.db import unit_of_work
from stories.transcripts import queries, services


def test_scraps_join_when_the_text_is_complete(app, version, segments):
    with app.app_context(), unit_of_work():
        first, second, third = queries.every_segment(version.id)
        first.end_ms, second.start_ms, second.end_ms = 9_000, 9_400, 10_400
        second.flags, second.words = ["unsure"], [{"start": 9.4, "end": 10.4, "text": "нан"}]
        third.start_ms, third.end_ms = 16_000, 17_000
        said = f"{first.text} {second.text}"
        services.complete_version(OPERATOR, queries.version_by_id(version.id))
    joined, alone = segments()
    assert (joined.text, joined.machine_text) == (said, said)
    assert (joined.start_ms, joined.end_ms, joined.flags) == (0, 10_400, ["unsure"])
    assert len(joined.words) == 1
    assert alone.start_ms == 16_000


def test_what_a_person_has_looked_at_stays(app, version, segments):
    with app.app_context(), unit_of_work():
        first, second, _ = queries.every_segment(version.id)
        first.end_ms, second.start_ms, second.end_ms = 9_000, 9_400, 10_400
        second.revision = 2
        services.complete_version(OPERATOR, queries.version_by_id(version.id))
    assert len(segments()) == 3
