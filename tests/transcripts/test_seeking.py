"""The next place to look at is found over the whole text, not only in what is on a page."""

import uuid
from types import SimpleNamespace

from stories.transcripts.seeking import Sought, next_place


def place(text="", *, flags=(), unsure=False, checked=None):
    words = [{"text": text, "probability": 0.1 if unsure else 0.9, "start": 0, "end": 1}]
    return SimpleNamespace(
        id=uuid.uuid4(), start_ms=0, text=text, words=words, flags=flags, checked_at=checked
    )


def test_each_kind_is_found_behind_a_place_and_what_is_checked_is_silent():
    rows = [
        place("апам"),
        place("нан", flags=["loop"], unsure=True, checked="then"),
        place("иісі [түсініксіз 0:12]", checked="then"),
        place("шай", unsure=True),
        place("ас", flags=["loop"]),
        place("су [не переведено 1:00]"),
    ]
    first, last = rows[0].id, rows[-1].id
    assert next_place(rows, Sought.REMARK, first) is rows[2]
    assert next_place(rows, Sought.REMARK, rows[2].id) is rows[5]
    assert next_place(rows, Sought.DOUBT, first) is rows[3]
    assert next_place(rows, Sought.FLAG, first) is rows[4]
    assert all(next_place(rows, what, last) is None for what in Sought)
    assert next_place(rows, Sought.DOUBT, uuid.uuid4()) is rows[3], "what is gone counts as before"
    assert next_place([], Sought.FLAG, None) is None


def test_the_editor_is_told_where_it_is(client, facilitator, recording, version, segments):
    client.sign_in(facilitator)
    path = f"/recordings/{recording.id}/transcript/next"
    json = {"Accept": "application/json"}
    row = segments()[2]
    words = {"text": "Шай [түсініксіз 0:07]", "language": "kk", "revision": row.revision}
    client.send(f"/segments/{row.id}", words, expect=200, headers=json)
    answer = client.get(f"{path}?what=remark&after={segments()[0].id}", headers=json).json
    assert answer == {"segment": str(row.id), "at": row.start_ms}
    assert client.get(f"{path}?what=remark&after={row.id}", headers=json).json == {}
    client.get(f"{path}?what=nonsense", headers=json, expect=404)
