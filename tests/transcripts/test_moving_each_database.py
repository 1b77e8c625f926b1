"""One edge, moved from both sides by many at once, on each database: the rest are told."""

import itertools

from flask.testing import FlaskClient

from tests.foundation.crowd import at_once
from tests.transcripts.test_history_each_database import JSON, rows_of, world

__all__ = ["world"]


def test_one_edge_is_moved_by_many_at_once(any_app, world):
    facilitator, recording_id = world
    rows = rows_of(any_app, recording_id)
    client = any_app.test_client().sign_in(facilitator)
    first, second = rows[:2]
    touch = {"edge": "start", "was": second.start_ms, "at": first.end_ms, "revision": 1}
    client.send(f"/segments/{second.id}/boundary", touch, expect=200, headers=JSON)
    edge, statuses = first.end_ms, []

    def work(place):
        mine = any_app.test_client().sign_in(facilitator)
        row, side, revision = [(first, "end", 1), (second, "start", 2)][place % 2]
        fields = {"edge": side, "was": edge, "at": edge + 100 * (place - 4), "revision": revision}
        fields["at"] += 50 * (place == 4)
        sent = {"method": "POST", "data": fields | {"csrf_token": mine.token()}, "headers": JSON}
        answer = FlaskClient.open(mine, f"/segments/{row.id}/boundary", **sent)
        statuses.append((answer.status_code, answer.json, fields["at"]))

    at_once(8, work)
    now = rows_of(any_app, recording_id)
    assert all(one.end_ms <= other.start_ms for one, other in itertools.pairwise(now))
    (won,) = [at for status, _, at in statuses if status == 200]
    assert (now[0].end_ms, now[1].start_ms) == (won, won)
    refused = [answer for status, answer, _ in statuses if status == 409]
    assert len(refused) == 7
    for answer in refused:
        (span,) = answer["times"].values()
        assert won in span, "whoever comes second is told where it stands"
        assert answer["sentence"]
