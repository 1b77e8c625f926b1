"""Another version beside the working text: taken place by place, and no correction is ever lost."""

import itertools
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.transcripts import queries, services
from stories.transcripts.history.models import SegmentChange
from stories.transcripts.merging import services as merging
from stories.transcripts.merging.pairs import compare, is_human
from stories.transcripts.models import Segment, TranscriptVersion
from stories.translations.models import SegmentTranslation, TranslationState

ENGINE = {"engine": "fake", "model": "fake", "model_digest": "d" * 64}


def write(recording, number, rows, *, current):
    """A machine's version: (start, end, text) each; kept in the running unit."""
    version = TranscriptVersion(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        number=number,
        complete=True,
        current=current,
        options={},
        **ENGINE,
    )
    db.session.add(version)
    db.session.flush()
    for place, (start, end, text) in enumerate(rows):
        db.session.add(
            Segment(
                organisation_id=recording.organisation_id,
                version_id=version.id,
                position=place,
                start_ms=start,
                end_ms=end,
                language="kk",
                text=text,
                machine_text=text,
                words=[],
                flags=["unsure"],
                **ENGINE,
            )
        )
    db.session.flush()
    return version


OLD = [(0, 2000, "апам ерте турады"), (2000, 4000, "нан иси"), (9000, 10_000, "шай")]
NEW = [(0, 4000, "апам ерте тұрады нан иісі"), (5000, 7000, "үйге тарайды"), (9000, 10_000, "шай")]


@pytest.fixture
def two(app, recording):
    """A working text whose second segment a person corrected, and a newer one."""
    with app.app_context(), unit_of_work():
        present = write(recording, 1, OLD, current=True)
        other = write(recording, 2, NEW, current=False)
        row = queries.every_segment(present.id)[1]
        services.save_segment(OPERATOR, row, "Нан иісі!", "kk", row.revision)
        db.session.expunge_all()
    return present, other


def texts(app, version_id):
    with app.app_context(), unit_of_work(write=False):
        return [row.text for row in queries.every_segment(version_id)]


def base(recording, other):
    return f"/recordings/{recording.id}/transcript/versions/{other.id}/merge"


def test_the_page_shows_where_they_differ_and_keeps_what_people_corrected(
    client, facilitator, recording, two
):
    client.sign_in(facilitator).speak("en")
    page = client.page(base(recording, two[1]))
    assert "They differ in 3 places." in page.get_text()
    places = page.select("fieldset.merge")
    chosen = [one.select_one("input[type=radio][checked]")["value"] for one in places]
    assert chosen == ["other", "mine", "other"]
    assert "corrected by people" in places[1].select_one("legend").get_text()
    told = [one.select("label")[1].select_one(".told").get_text(" ", strip=True) for one in places]
    assert "тұрады" in told[0]
    assert "турады" in told[0], "what is there now is shown as removed"
    assert told[2].endswith("үйге тарайды") or "үйге тарайды" in told[2]


def test_one_press_takes_all_but_what_people_corrected(app, client, facilitator, recording, two):
    present, other = two
    client.sign_in(facilitator)
    client.send(f"{base(recording, other)}/all")
    assert texts(app, present.id) == ["апам ерте тұрады", "Нан иісі!", "үйге тарайды", "шай"]
    assert texts(app, other.id) == [text for _, _, text in NEW]
    with app.app_context(), unit_of_work(write=False):
        assert len(queries.complete_versions(recording.id)) == 2, "nothing of people's went"
        rows = queries.every_segment(present.id)
        assert [is_human(row) for row in rows] == [False, True, False, False]
        assert [row.position for row in rows] == [0, 1, 2, 3]
        assert rows[0].machine_text == rows[0].text
        assert all(left.end_ms <= right.start_ms for left, right in itertools.pairwise(rows))
        noted = db.session.query(AuditEvent).filter_by(action="transcripts.merged_in").one()
        assert noted.detail == {"other": 2, "segments": 2, "corrected": 0}
        steps = {row.step for row in db.session.query(SegmentChange) if row.kind == "imported"}
        assert len(steps) == 1, "it is one step of the history"
    page = client.speak("en").page(base(recording, other))
    assert "They differ in 1 place." in page.get_text()


def test_a_correction_that_is_given_up_stays_in_an_older_version(
    app, client, facilitator, recording, two
):
    present, other = two
    client.sign_in(facilitator).speak("en")
    page = client.page(base(recording, other))
    form = page.select("form")[-1] if page.select("fieldset.merge") else None
    fields = {one["name"]: one["value"] for one in page.select("form input[name^=seen-]")}
    names = [one["name"] for one in page.select("fieldset.merge label:nth-of-type(1) input")]
    fields |= dict.fromkeys(names, "other")
    assert form is not None
    answer = client.send(base(recording, other), fields)
    told = client.page(answer.location).get_text()
    assert "The corrected texts that were replaced are kept in an older version." in told
    assert texts(app, present.id) == ["апам ерте тұрады", "нан иісі", "үйге тарайды", "шай"]
    with app.app_context(), unit_of_work(write=False):
        copy = queries.complete_versions(recording.id)[0]
        assert (copy.number, copy.current, copy.options["copy_of"]) == (3, False, 1)
        assert queries.current_version(recording.id).id == present.id
        db.session.expunge_all()
    assert texts(app, copy.id) == ["апам ерте турады", "Нан иісі!", "шай"]


def test_what_somebody_changed_meanwhile_is_not_taken(app, client, facilitator, recording, two):
    present, other = two
    client.sign_in(facilitator).speak("en")
    page = client.page(base(recording, other))
    seen = page.select("input[name^=seen-]")[0]
    with app.app_context(), unit_of_work():
        row = queries.every_segment(present.id)[0]
        services.save_segment(OPERATOR, row, "Апам ерте тұратын", "kk", row.revision)
    key = seen["name"].removeprefix("seen-")
    fields = {seen["name"]: seen["value"], f"take-{key}": "other", "take-s-nonsense": "other"}
    told = client.page(client.send(base(recording, other), fields).location).get_text()
    assert "Some places were changed meanwhile" in told
    assert texts(app, present.id)[0] == "Апам ерте тұратын"


def test_a_long_text_comes_a_page_at_a_time(app, client, facilitator, recording):
    with app.app_context(), unit_of_work():
        rows = [(at * 1000, at * 1000 + 900, f"сөз{at} бір") for at in range(90)]
        write(recording, 1, rows, current=True)
        other = write(recording, 2, [(a, b, f"{t}!") for a, b, t in rows], current=False)
        db.session.expunge_all()
    client.sign_in(facilitator).speak("en")
    address, seen = base(recording, other), []
    while address:
        page = client.page(address)
        seen += [one["name"] for one in page.select("input[name^=seen-]")]
        link = page.select_one("a[href*='merge?at=']")
        address = link["href"] if link else None
    assert len(seen) == len(set(seen)) == 90


def test_the_translation_of_a_taken_text_is_looked_at_again(
    app, client, facilitator, recording, two
):
    present, other = two
    with app.app_context(), unit_of_work():
        row = queries.every_segment(present.id)[0]
        known = {"organisation_id": row.organisation_id, "segment_id": row.id, "language": "ru"}
        state = TranslationState.CONFIRMED
        db.session.add(SegmentTranslation(text="Бабушка встаёт рано", state=state, **known))
    client.sign_in(facilitator)
    client.send(f"{base(recording, other)}/all")
    with app.app_context(), unit_of_work(write=False):
        row = db.session.query(SegmentTranslation).one()
        assert (row.text, row.state) == ("Бабушка встаёт рано", TranslationState.STALE)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING])
def test_whoever_may_not_edit_merges_nothing(app, client, staff, recording, two, role):
    client.sign_in(staff[role])
    client.get(base(recording, two[1]), expect=403)
    for where in ("", "/all"):
        client.send(base(recording, two[1]) + where, expect=403)
    for verb in ("name", "keep"):
        where = base(recording, two[1]).removesuffix("merge") + verb
        client.send(where, {"name": "ат"}, expect=403)
    assert texts(app, two[0].id) == ["апам ерте турады", "Нан иісі!", "шай"]


def test_the_working_text_is_not_compared_with_itself(client, facilitator, recording, two):
    client.sign_in(facilitator)
    for key in (two[0].id, uuid.uuid4()):
        where = f"/recordings/{recording.id}/transcript/versions/{key}/merge"
        client.get(where, expect=404)
        client.send(where, expect=404)


def test_a_version_has_a_name_and_a_copy_keeps_the_text_as_it_is(
    app, client, facilitator, recording, two
):
    present, other = two
    client.sign_in(facilitator).speak("en")
    where = f"/recordings/{recording.id}/transcript/versions"
    client.send(f"{where}/{present.id}/name", {"name": "  Апамның   әңгімесі "})
    client.send(f"{where}/{present.id}/keep", {"name": "Кездесу алдында"})
    told = client.page(f"/recordings/{recording.id}").get_text(" ", strip=True)
    assert "Version 1 · Апамның әңгімесі" in told
    assert "Version 3 · Кездесу алдында" in told
    assert "kept copy of version 1" in told
    answer = client.send(f"{where}/{other.id}/name", {"name": "а" * 61})
    assert "A name may have 60 letters at most." in client.page(answer.location).get_text()
    with app.app_context(), unit_of_work():
        row = queries.every_segment(present.id)[1]
        services.save_segment(OPERATOR, row, "Басқаша", "kk", row.revision)
        copy = queries.complete_versions(recording.id)[0]
        assert [one.text for one in queries.every_segment(copy.id)][1] == "Нан иісі!"


WORDS = st.sampled_from(["апам", "ерте", "тұрады", "нан", "иісі", "шай", "таң", "үй"])


@st.composite
def machine_texts(draw):
    rows, at = [], 0
    for _ in range(draw(st.integers(1, 6))):
        at += draw(st.sampled_from([0, 0, 400, 4000]))
        end = at + draw(st.integers(300, 5000))
        rows.append((at, end, " ".join(draw(st.lists(WORDS, max_size=6)))))
        at = end
    return rows


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(machine_texts(), machine_texts(), st.data())
def test_no_correction_is_ever_lost(app, recording, old, new, data):
    """Whatever is merged: people's texts stand unless given up one by one, and then elsewhere."""
    with app.app_context(), unit_of_work() as unit:
        _merge_at_random(recording, old, new, data)
        unit.fail()  # the next example begins anew


def _merge_at_random(recording, old, new, data):
    present = write(recording, 1, old, current=True)
    other = write(recording, 2, new, current=False)
    rows = queries.every_segment(present.id)
    for place, row in enumerate(rows):
        match data.draw(st.integers(0, 3)):
            case 0:
                services.save_segment(OPERATOR, row, f"түзетілген{place}", "kk", row.revision)
            case 1:
                services.mark_checked(OPERATOR, row, row.revision)
    human = {row.id: row.text for row in rows if is_human(row)}
    theirs = [row.text for row in queries.every_segment(other.id)]
    given_up = set()
    for _ in range(2):
        pairs = compare(present, other)
        if data.draw(st.booleans()):
            merging.take_where_nobody_corrected(OPERATOR, present, other)
            continue
        chosen = [pair for pair in pairs if data.draw(st.booleans())]
        seen = {pair.key: pair.mine.revision if pair.mine else 0 for pair in chosen}
        done = merging.take_chosen(OPERATOR, present, other, seen)
        assert (done.taken, done.missed) == (len(chosen), 0)
        given_up |= {pair.mine.id for pair in chosen if pair.mine is not None}
    now_says = {row.id: row.text for row in queries.every_segment(present.id)}
    elsewhere = queries.texts_elsewhere(present)
    starts = {row.id: row.start_ms for row in queries.every_segment(present.id)}
    for key, text in human.items():
        if key in given_up:
            assert now_says[key] == text or (starts[key], text) in elsewhere
        else:
            assert now_says[key] == text
    assert [row.text for row in queries.every_segment(other.id)] == theirs
    spans = [(row.start_ms, row.end_ms) for row in queries.every_segment(present.id)]
    assert all(start < end for start, end in spans)
