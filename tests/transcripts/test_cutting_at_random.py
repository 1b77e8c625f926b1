"""Whatever is split, joined and moved in whatever order: text, words and time stay, in order.

Against a real database, through the services; what is refused changes nothing.
"""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.foundation.access import OPERATOR
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import StoriesError
from stories.transcripts import queries, services
from stories.transcripts.bounds import Edge
from stories.transcripts.services.move import Move, edge_of
from stories.translations.queries import translations_for
from stories.translations.services import save_translation

PLACE = st.integers(0, 40)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("split"), PLACE, st.integers(-1, 40)),
        st.tuples(st.just("merge"), PLACE, st.none()),
        st.tuples(
            st.just("move"), PLACE, st.tuples(st.sampled_from(Edge), st.integers(-9_999, 9_999))
        ),
        st.tuples(st.just("move"), PLACE, st.tuples(st.sampled_from(Edge), st.integers(-150, 150))),
    ),
    max_size=14,
)


@pytest.fixture
def draft(any_app):
    """Gives a draft of three segments, with the time of every word and a translation of each."""
    from stories.sessions.models import SessionState
    from tests.factories import Factory

    make = Factory(any_app)
    recording = make.recording(make.session(narrators=[make.person()], state=SessionState.HELD))

    made = make.transcript(recording, checked=False)

    def fresh():
        version = queries.version_by_id(made.id)
        for row in queries.every_segment(version.id):
            said = row.text.split()
            step = (row.end_ms - row.start_ms) / 1000 / len(said)
            row.words = [
                {"start": row.start_ms / 1000 + step * place, "text": word, "probability": 0.9}
                | {"end": row.start_ms / 1000 + step * (place + 0.8)}
                for place, word in enumerate(said)
            ]
            save_translation(OPERATOR, row, "ru", f"Перевод {row.position}", 0)
        db.session.flush()
        return version

    return SimpleNamespace(app=any_app, fresh=fresh)


def step(rows, kind, place, what):
    row = rows[place % len(rows)]
    if kind == "split":
        services.split_segment(OPERATOR, row, what, row.revision)
    elif kind == "merge":
        services.merge_segments(OPERATOR, row, row.revision)
    else:
        edge, by = what
        stands = edge_of(row, edge)
        services.move_boundary(OPERATOR, row, Move(edge, stands, stands + by), row.revision)


def known(rows):
    """What must stay whatever happens: the text, the words with their times, the translation."""
    other = translations_for([row.id for row in rows])
    return (
        "".join(row.text for row in rows).replace(" ", ""),  # a cursor may stand inside a word
        [word for row in rows for word in row.words],
        " ".join(other[row.id].text for row in rows if row.id in other),
    )


def spans(rows):
    return [(row.start_ms, row.end_ms) for row in rows]


def covered(times):
    """The stretches somebody speaks in, with what touches as one."""
    joined = [list(times[0])]
    for start, end in times[1:]:
        if start == joined[-1][1]:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    return joined


def check_time(kind, before, after):
    for start, end in after:
        assert 0 <= start < end <= 30_000
    for (_, end), (start, _) in pairwise(after):
        assert end <= start
    if kind == "split":
        assert covered(before) == covered(after)
    if kind == "merge":
        assert (before[0][0], before[-1][1]) == (after[0][0], after[-1][1])
        assert len(after) == len(before) - 1
        assert set(sum(after, ())) <= set(sum(before, ()))
    if kind == "move":
        # an edge and the neighbour's at it: every other stays
        assert len(after) == len(before)
        pairs = zip(sum(before, ()), sum(after, ()), strict=True)
        places = [place for place, (one, other) in enumerate(pairs) if one != other]
        assert len(places) <= 2
        assert places[-1:] == [places[0] + len(places) - 1] if places else True


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_nothing_is_lost_however_it_is_cut(draft, steps):
    with draft.app.app_context(), unit_of_work(write=True) as unit:
        version = draft.fresh()
        rows = queries.every_segment(version.id)
        stays = known(rows)
        for kind, place, what in steps:
            before, revision = spans(rows), version.revision
            try:
                step(rows, kind, place, what)
                done = True
            except StoriesError:
                done = False
            db.session.expire_all()
            rows = queries.every_segment(version.id)
            assert known(rows) == stays
            assert [row.position for row in rows] == sorted(row.position for row in rows)
            if done:
                check_time(kind, before, spans(rows))
            else:
                assert (spans(rows), version.revision) == (before, revision)
        unit.fail()
