"""Machine draft, corrected, approved: by whom, and what takes it back (DOMAIN R8, M4)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.transcripts import captions, queries, services
from stories.transcripts.approvals import giving
from stories.transcripts.approvals.models import Capacity, SegmentApproval, Way, Why
from stories.transcripts.approvals.rules import MOVES, Act, moved, segment_state
from stories.transcripts.approvals.shown import stands_of
from stories.transcripts.bounds import Edge
from stories.transcripts.errors import NotCheckedYet
from stories.transcripts.models import TranscriptState, TranscriptVersion
from stories.transcripts.services.change import settle
from stories.transcripts.services.move import Move
from stories.transcripts.turns import Speaker
from stories.transcripts.views.files import label_of
from stories.translations import services as translations

DRAFT, CORRECTED, APPROVED = TranscriptState
ACTS = st.lists(st.sampled_from(list(Act)), max_size=30)


@given(ACTS)
def test_the_table_and_what_is_kept_tell_the_same(acts):
    """However a segment is treated, its state follows from what is kept of it."""
    state, checked, approvals = DRAFT, False, 0
    for act in acts:
        after = moved(state, act)
        if after is None:
            assert (state, act) == (DRAFT, Act.APPROVE)
            continue
        checked = {Act.CHECK: True, Act.UNCHECK: False}.get(act, checked)
        kept = approvals + 1 if act is Act.APPROVE else approvals
        approvals = 0 if act in {Act.CHANGE, Act.UNCHECK} else kept
        state = after
        assert segment_state(checked=checked, approvals=approvals) is state


@given(st.sampled_from(list(TranscriptState)), st.sampled_from([Act.CHANGE, Act.UNCHECK]))
def test_no_approval_outlives_a_change(state, act):
    assert MOVES[state, act] is not APPROVED


@pytest.fixture
def text(app, make, session):
    """Three checked segments of a corrected text."""
    return make.transcript(make.recording(session))


def act(app, version, does):
    with app.app_context(), app.test_request_context(), unit_of_work():
        row = db.session.get_one(TranscriptVersion, version.id)
        return does(row, queries.every_segment(row.id))


def approve(version, rows):
    for row in rows:
        giving.give(giving.Approver(Capacity.REVIEWER), row, Way.ONE)
    settle(version, OPERATOR)


def states(app, version):
    def read(row, rows):
        found = stands_of(rows)
        return row.state, [found[one.id].state for one in rows]

    return act(app, version, read)


def whys(app):
    with app.app_context(), unit_of_work(write=False):
        rows = db.session.query(SegmentApproval).filter(SegmentApproval.why.is_not(None))
        return {row.why for row in rows}


def test_the_whole_is_approved_once_all_its_segments_are(app, text):
    act(app, text, lambda row, rows: approve(row, rows[:2]))
    assert states(app, text) == (CORRECTED, [APPROVED, APPROVED, CORRECTED])
    act(app, text, lambda row, rows: approve(row, rows[2:]))
    assert states(app, text) == (APPROVED, [APPROVED] * 3)


def test_what_nobody_has_checked_is_not_approved(app, version):
    with pytest.raises(NotCheckedYet):
        act(app, version, lambda row, rows: approve(row, rows[:1]))


CHANGES = {
    Why.TEXT: lambda rows: services.save_segment(OPERATOR, rows[0], "Нан", "kk", rows[0].revision),
    Why.SPLIT: lambda rows: services.split_segment(OPERATOR, rows[0], 9, rows[0].revision),
    Why.MERGED: lambda rows: services.merge_segments(OPERATOR, rows[0], rows[0].revision),
    Why.BOUNDARY: lambda rows: services.move_boundary(
        OPERATOR, rows[0], Move(Edge.END, 9_000, 10_500), rows[0].revision
    ),
    Why.SPEAKER: lambda rows: services.set_speaker(OPERATOR, rows[0], Speaker(number=1)),
    Why.TRANSLATION: lambda rows: translations.save_translation(OPERATOR, rows[0], "ru", "О", 1),
    Why.UNCHECKED: lambda rows: services.mark_checked(
        OPERATOR, rows[0], rows[0].revision, checked=False
    ),
}


@pytest.mark.parametrize("why", CHANGES)
def test_a_change_takes_the_approval_back_and_says_why(app, text, why):
    act(app, text, approve)
    act(app, text, lambda _row, rows: CHANGES[why](rows))
    whole, each = states(app, text)
    assert whole is (DRAFT if why is Why.UNCHECKED else CORRECTED)
    assert each[0] is whole
    assert each[-1] is APPROVED
    assert whys(app) == {why}
    with app.app_context(), unit_of_work(write=False):
        lines = db.session.query(AuditEvent).filter_by(action="transcripts.approval_taken_back")
        assert {line.detail["why"] for line in lines} == {why.value}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_the_whole_follows_from_its_segments(app, text, seed):
    dice = random.Random(seed)  # noqa: S311 - the same each time

    def once(row, rows):
        one = dice.choice(rows)
        pick = dice.randrange(5)
        if pick == 0:
            services.save_segment(OPERATOR, one, f"Сөз {dice.random()}", "kk", one.revision)
        elif pick == 1:
            checked = dice.random() < 0.7
            services.mark_checked(OPERATOR, one, one.revision, checked=checked)
        elif pick == 2 and " " in one.text:
            services.split_segment(OPERATOR, one, one.text.index(" "), one.revision)
        elif pick == 3 and one is not rows[-1]:
            services.merge_segments(OPERATOR, one, one.revision)
        elif one.checked_at:
            approve(row, [one])

    for _step in range(25):
        act(app, text, once)
        whole, each = states(app, text)
        assert whole is min(each, key=list(TranscriptState).index)


@pytest.fixture
def moderator(make, client):
    return client.sign_in(make.user(Role.MODERATOR))


def page_of(text):
    return f"/recordings/{text.recording_id}/transcript/read"


def approve_by_page(client, text, expect=303, **fields):
    path = f"/recordings/{text.recording_id}/transcript/approve"
    return client.send(path, fields, expect=expect)


def first_of(app, text):
    return act(app, text, lambda _row, rows: (rows[0].id, rows[0].revision))


def test_a_reviewer_approves_on_the_page_where_they_read(app, client, text, moderator):
    page = client.page(page_of(text))
    assert len(page.select("button[form=approve]")) == 3
    one = page.select_one("button[form=approve]")["value"]
    approve_by_page(client, text, one=one)
    assert states(app, text)[1] == [APPROVED, CORRECTED, CORRECTED]
    page = client.page(page_of(text))
    assert page.select_one(".said .tag.ok")
    assert len(page.select("button[form=approve]")) == 2
    whole = page.select_one("button[name=all]")["value"]
    approve_by_page(client, text, all=whole)
    assert states(app, text)[0] is APPROVED
    with app.app_context(), unit_of_work(write=False):
        rows = db.session.query(SegmentApproval).all()
        assert {(row.capacity, row.user_id is not None) for row in rows} == {
            (Capacity.REVIEWER, True)
        }
        assert sorted(row.way for row in rows) == [Way.ALL, Way.ALL, Way.ONE]


def test_nobody_approves_what_they_had_a_hand_in(app, client, make, text):
    """Neither who checked it, nor who recorded it, nor who translated it (M2)."""
    user = make.user(Role.MODERATOR)
    client.sign_in(user)
    with app.app_context(), unit_of_work():
        rows = queries.every_segment(text.id)
        rows[0].checked_by = user.id
        translations.queries.translation(rows[1].id, "ru").author_id = user.id
    assert len(client.page(page_of(text)).select("button[form=approve]")) == 1
    segment_id, revision = first_of(app, text)
    approve_by_page(client, text, 403, one=f"{segment_id}:{revision}")
    approve_by_page(client, text, all="1")
    assert states(app, text)[1] == [CORRECTED, CORRECTED, APPROVED]


def test_whoever_corrected_it_once_does_not_approve_it(app, client, make, text):
    """Even if somebody else checked it later."""
    user = make.user(Role.MODERATOR, Role.FACILITATOR)
    client.sign_in(user)
    segment_id, revision = first_of(app, text)
    typed = {"text": "Нан", "language": "kk", "revision": revision}
    client.send(f"/segments/{segment_id}", typed, expect=200)
    other = make.facilitator()
    with app.app_context(), unit_of_work():
        queries.every_segment(text.id)[0].checked_by = other.id
    approve_by_page(client, text, 403, one=f"{segment_id}:{revision + 1}")


def test_a_facilitator_who_corrects_does_not_approve(client, make, text):
    client.sign_in(make.facilitator())
    assert not client.page(page_of(text)).select("button[form=approve]")
    approve_by_page(client, text, 403, all="1")


@pytest.mark.parametrize("told", ["", "x", "1:1", f"{'0' * 8}-0000-0000-0000-{'0' * 12}:1"])
def test_nonsense_approves_nothing(app, client, text, moderator, told):
    approve_by_page(client, text, 404, one=told)
    assert states(app, text)[0] is CORRECTED


def test_a_text_changed_meanwhile_is_looked_at_once_more(app, client, text, moderator):
    segment_id, _revision = first_of(app, text)
    approve_by_page(client, text, one=f"{segment_id}:9")
    approve_by_page(client, text, all="9")
    assert states(app, text)[0] is CORRECTED


def test_files_say_that_a_text_is_approved(app, text):
    act(app, text, approve)
    label = act(app, text, lambda row, _rows: label_of(row))
    assert label
    assert captions.vtt([], label).startswith(f"WEBVTT\n\nNOTE\n{label}")


def test_the_editor_shows_it_and_tells_the_script(app, client, make, text):
    act(app, text, approve)
    client.sign_in(make.facilitator())
    page = client.page(f"/recordings/{text.recording_id}/transcript")
    assert all(node.text for node in page.select("[data-stands]"))
    segment_id, revision = first_of(app, text)
    typed = {"text": "Нан", "language": "kk", "revision": revision}
    answer = client.send(f"/segments/{segment_id}", typed, expect=200)
    assert answer.json["stands"] == ""
