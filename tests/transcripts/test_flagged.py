"""What should be heard again is seen, counted and led to, and goes when a person has checked it."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.db import db, unit_of_work
from stories.transcripts.engine.flags import FLAGS as ENGINE_FLAGS
from stories.transcripts.flagged import flagged
from stories.transcripts.models import Segment
from stories.transcripts.words import FLAGS, WHY

KNOWN = ("skipped", "loop", "unsure")
ROWS = st.lists(st.lists(st.sampled_from([*KNOWN, "of_old"]), unique=True), max_size=40)


def address(page, key):
    return f"?page={page}#s-{key}"


@given(ROWS)
def test_every_mark_is_counted_and_led_to(flags):
    rows = [(uuid.uuid4(), one) for one in flags]
    found = flagged(rows, KNOWN, address, page=7)
    marked = [
        address(place // 7 + 1, key)
        for place, (key, one) in enumerate(rows)
        if set(one) & set(KNOWN)
    ]
    assert found.segments == len(marked)
    assert {kind.flag: kind.count for kind in found.kinds} == {
        flag: sum(flag in one for one in flags)
        for flag in KNOWN
        if any(flag in one for one in flags)
    }
    walked = marked[:1] + list(found.following.values())
    assert walked == marked


def test_every_flag_of_the_engine_has_a_word_and_a_reason():
    assert set(FLAGS) == set(WHY) == set(ENGINE_FLAGS)


@pytest.fixture
def marked(app, version):
    """The second and third segment should be heard again; the third is in English."""
    with app.app_context(), unit_of_work():
        rows = db.session.query(Segment).filter_by(version_id=version.id).order_by("position").all()
        rows[1].flags = ["loop", "unsure"]
        rows[2].flags, rows[2].language, rows[2].text = ["skipped"], "en", ""
        return [row.id for row in rows]


@pytest.mark.parametrize("path", ["", "/read"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_marks_stand_at_the_top_and_beside_their_segment(
    client, facilitator, recording, marked, path, language
):
    client.sign_in(facilitator).speak(language)
    page = client.page(f"/recordings/{recording.id}/transcript{path}")
    kinds = page.select("#flags [data-kind]")
    assert [kind["data-kind"] for kind in kinds] == ["skipped", "loop", "unsure"]
    assert [kind.a["href"].split("#")[1] for kind in kinds] == [
        f"s-{marked[2]}", f"s-{marked[1]}", f"s-{marked[1]}"
    ]  # fmt: skip
    assert len(page.select("#flags dt")) == len(page.select("#flags dd")) == 3
    (second, third) = page.select("p.flags")
    assert second.a["href"].endswith(f"#s-{marked[2]}")
    assert third.a["href"] == "#flags"
    for anchor in (kinds[0].a["href"], second.a["href"]):
        assert page.find(id=anchor.split("#")[1])


def test_marks_go_when_a_person_has_checked_and_stay_kept(
    client, facilitator, recording, marked, segments
):
    client.sign_in(facilitator)
    for row in segments():
        fields = {"checked": "1", "revision": row.revision}
        client.send(f"/segments/{row.id}/checked", fields, expect=200)
    page = client.page(f"/recordings/{recording.id}/transcript")
    assert page.find(id="flags") is None
    assert page.select("p.flags") == []
    assert [row.flags for row in segments()] == [[], ["loop", "unsure"], ["skipped"]]


@pytest.mark.parametrize(
    ("speak", "name"), [("kk", "Ағылшын тілі"), ("ru", "Английский"), ("en", "English")]
)
def test_a_third_language_is_called_by_its_name(
    client, facilitator, recording, marked, speak, name
):
    client.sign_in(facilitator).speak(speak)
    page = client.page(f"/recordings/{recording.id}/transcript")
    choice = page.find(id=f"s-{marked[2]}").find("select", {"data-language": True})
    assert [option["value"] for option in choice.find_all("option")] == ["kk", "ru", "en", "und"]
    assert choice.find("option", selected=True).get_text() == name
    assert page.find(id=f"s-{marked[2]}").textarea["lang"] == "en"
    read = client.page(f"/recordings/{recording.id}/transcript/read")
    row = read.find(id=f"s-{marked[2]}")
    assert name in row.find(class_="when").get_text()
    assert row.find("p", class_="told")["lang"] == "en"


@pytest.mark.parametrize(("to", "status"), [("en", 200), ("ru", 200), ("und", 200), ("xx", 422)])
def test_a_third_language_is_kept_or_changed(client, facilitator, marked, segments, to, status):
    client.sign_in(facilitator)
    row = segments()[2]
    fields = {"text": "Hello", "language": to, "revision": row.revision}
    client.send(f"/segments/{row.id}", fields, expect=status)
    assert segments()[2].language == (to if status == 200 else "en")
