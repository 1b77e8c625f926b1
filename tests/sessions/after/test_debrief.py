"""Looking back: every answer with its version, read by few, and no tab undoes another."""

import uuid
from datetime import date

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import Role
from stories.foundation.attention import waiting_for
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Erasing, Wish, carry_out, plan_for
from stories.foundation.errors import Forbidden, NotFound
from stories.foundation.models import AuditEvent
from stories.people.erasing import words_of
from stories.people.models import Person
from stories.sessions.after.debrief import queries, services
from stories.sessions.after.debrief.catalogue import NEWEST, house_set
from stories.sessions.after.debrief.errors import (
    AskedOtherwise,
    NotHeld,
    TooFewQuestions,
    Unanswered,
)
from stories.sessions.after.debrief.models import Checklist, Debrief, Mark
from stories.sessions.after.debrief.rules import (
    MOST,
    REMINDED,
    Question,
    QuestionSet,
    counted,
    missed,
    with_keys,
)
from stories.sessions.after.debrief.services import Words
from stories.sessions.models import SessionState, StorytellingSession
from tests.factories import DAY
from tests.sessions.after.helpers import Held
from tests.sessions.helpers import acting
from tests.sessions.test_race import race

ASKED = house_set()
MARKS = dict.fromkeys((one.key for one in ASKED.questions), Mark.YES)
WORDS = Words("Ержанның сөзі жарасты.", "Күләш апа шаршады.", "", "Өзім де шаршадым.")
OWN = [Question("", f"Сұрақ {n}", f"Вопрос {n}") for n in range(3)]


@pytest.fixture
def held(make):
    return Held(make)


def sent(**more):
    told = {f"q_{key}": "yes" for key in MARKS} | {"asked": ASKED.name, "was": "0"}
    return told | {"went_well": WORDS.went_well, "own_state": WORDS.own_state} | more


def kept(app):
    with app.app_context(), unit_of_work(write=False):
        found = db.session.query(Debrief).all()
        db.session.expunge_all()
        return found


# Rules


def test_the_house_asks_eight_to_ten_things_in_each_language():
    for version in range(1, NEWEST + 1):
        questions = house_set(version).questions
        assert 8 <= len(questions) <= 10
        assert len({one.key for one in questions}) == len(questions)
        assert all(one.kk and one.ru and one.en for one in questions)
        assert all(len(one.key) <= 32 for one in questions)
    for version in (0, NEWEST + 1):
        with pytest.raises(KeyError):
            house_set(version)


@given(st.dictionaries(st.sampled_from([*MARKS, "else"]), st.sampled_from(list(Mark))))
def test_only_all_of_the_questions_are_an_answer(marks):
    assert ASKED.answered(marks) == (set(marks) == set(MARKS))


@given(st.lists(st.sampled_from(list(Mark))))
def test_counts_are_all_of_the_answers(marks):
    found = counted(mark.value for mark in marks)
    assert sum(count for _mark, count in found) == len(marks)
    assert all(count == marks.count(mark) > 0 for mark, count in found)


@given(st.integers(-3, 30))
def test_it_is_missed_from_the_day_after_for_two_weeks(days):
    day = date(2026, 3, 1)
    assert missed(day, day + days * DAY) == (1 <= days <= REMINDED.days)


def test_a_question_keeps_its_key_while_its_words_stand():
    before = (Question("a", "Бір", "Один"), Question("b", "Екі", "Два"))
    after = with_keys([Question("", "Екі", "Два"), Question("", "Бір", "Другой")], before)
    assert after[0].key == "b"
    assert after[1].key not in {"a", "b", ""}


# Services


def test_answers_are_kept_with_the_version_they_answer(app, held):
    held.do(services.write_debrief, ASKED, MARKS, WORDS)
    with acting(app, held.curator) as actor:
        services.change_checklist(actor, held.make.organisation.id, OWN)
    held.do(services.write_debrief, ASKED, MARKS | {"heard": Mark.NO}, WORDS, 1)
    (row,) = kept(app)
    assert (row.checklist_id, row.version, row.revision) == (None, ASKED.version, 2)
    assert row.answers == {key: "no" if key == "heard" else "yes" for key in MARKS}
    other = held.another()
    with app.app_context(), unit_of_work(write=False):
        newest = queries.asked_of(db.session.get_one(StorytellingSession, other.id), None)
        assert [one.kk for one in newest.questions] == [one.kk for one in OWN]
        answered = db.session.get_one(Debrief, row.id)
        assert queries.asked_of(answered.session, answered) == ASKED


def test_a_later_version_leaves_what_was_answered_readable(app, held, client):
    with acting(app, held.curator) as actor:
        first = services.change_checklist(actor, held.make.organisation.id, OWN)
        asked = queries.set_of(first)
    marks = dict.fromkeys((one.key for one in asked.questions), Mark.PARTLY)
    held.do(services.write_debrief, asked, marks, WORDS)
    with acting(app, held.admin) as actor:
        others = [Question("", f"Басқа {n}", f"Другое {n}") for n in range(4)]
        services.change_checklist(actor, held.make.organisation.id, others, 1)
    page = client.sign_in(held.facilitator).page(f"/sessions/{held.session.id}/afterwards")
    told = page.get_text()
    assert all(one.kk in told for one in OWN)
    assert "Басқа 1" not in told


@pytest.mark.parametrize("who", ["colleague", "curator", "lead", "admin"])
def test_only_whoever_led_it_writes(app, held, who):
    with pytest.raises(Forbidden):
        held.do(services.write_debrief, ASKED, MARKS, WORDS, user=getattr(held, who))
    assert kept(app) == []


@pytest.mark.parametrize("state", [one for one in SessionState if one is not SessionState.HELD])
def test_there_is_nothing_to_look_back_on_before_it_was_held(app, make, state, client):
    held = Held(make, state=state)
    with pytest.raises(NotHeld):
        held.do(services.write_debrief, ASKED, MARKS, WORDS)
    client.sign_in(held.facilitator)
    client.get(f"/sessions/{held.session.id}/afterwards", expect=409)
    client.get(f"/sessions/{held.session.id}/afterwards/write", expect=409)


def test_silence_is_no_answer(held):
    with pytest.raises(Unanswered):
        held.do(services.write_debrief, ASKED, {"heard": Mark.YES}, WORDS)


def test_of_two_tabs_the_second_is_told(app, held):
    def step(mark):
        return lambda: held.do(services.write_debrief, ASKED, MARKS | {"heard": mark}, WORDS)

    ended = race(app, [step(mark) for mark in (Mark.NO, Mark.YES, Mark.SKIPPED)])
    assert sum(isinstance(one, uuid.UUID) for one in ended) == 1, ended
    assert sum(isinstance(one, AskedOtherwise) for one in ended) == 2, ended
    assert len(kept(app)) == 1


def test_of_two_planners_of_questions_the_second_is_told(any_app):
    from tests.factories import Factory

    held = Held(Factory(any_app))

    def step():
        with any_app.app_context(), acting(any_app, held.curator) as actor:
            return services.change_checklist(actor, held.make.organisation.id, OWN).id

    ended = race(any_app, [step] * 3)
    assert sum(isinstance(one, uuid.UUID) for one in ended) == 1, ended
    with any_app.app_context(), unit_of_work(write=False):
        assert db.session.query(Checklist).count() == 1


def test_questions_are_the_organisations_own(app, held):
    place = held.make.organisation.id
    with acting(app, held.curator, keep=False) as actor:
        for wanted in (OWN[:2], OWN * 5, [*OWN, Question("", "Тек қазақша", "")]):
            with pytest.raises(TooFewQuestions):
                services.change_checklist(actor, place, wanted)
        manual_of_nowhere = Question("", "Бір", "Раз", "", uuid.uuid4())
        with pytest.raises(NotFound):
            services.change_checklist(actor, place, [*OWN, manual_of_nowhere])
    for user in (held.facilitator, held.lead):
        with acting(app, user, keep=False) as actor, pytest.raises(Forbidden):
            services.change_checklist(actor, place, OWN)
    stranger = held.make.user(Role.CURATOR, organisation=held.make.other_organisation())
    with acting(app, stranger, keep=False) as actor, pytest.raises(NotFound):
        services.change_checklist(actor, place, OWN)


def test_the_same_questions_are_no_new_version(app, held):
    with acting(app, held.curator) as actor:
        place = held.make.organisation.id
        first = services.change_checklist(actor, place, OWN)
        again = services.change_checklist(actor, place, OWN, 1)
        assert (again.id, again.version) == (first.id, 1)


# Attention


def test_its_facilitator_is_asked_from_the_day_after(app, make):
    held = Held(make, days=0)
    held.another(days=1, theme="Кешегі")
    held.another(days=30, theme="Бұрынғы")
    for user, themes in ((held.facilitator, ["Кешегі"]), (held.colleague, []), (held.curator, [])):
        with acting(app, user) as actor, force_locale("en"):
            lines = [one.sentence for one in waiting_for(actor) if one.tag == "Afterwards"]
        assert len(lines) == len(themes)
        assert all(theme in line for theme, line in zip(themes, lines, strict=True))


def test_what_was_looked_back_on_waits_no_more(app, held):
    held.do(services.write_debrief, ASKED, MARKS, WORDS)
    with acting(app, held.facilitator) as actor, force_locale("en"):
        assert [one for one in waiting_for(actor) if one.tag == "Afterwards"] == []


# Pages


def test_nothing_is_ticked_and_the_form_says_where_confidences_belong(client, held):
    page = client.sign_in(held.facilitator).page(f"/sessions/{held.session.id}/afterwards/write")
    radios = page.select("input[type=radio]")
    assert len(radios) == 4 * len(MARKS)
    assert not [one for one in radios if one.has_attr("checked")]
    notice = page.select_one(".notice.wait")
    assert "Дина" in notice.get_text()
    assert f"/referrals/new?session={held.session.id}" in str(notice)
    flag = f"/sessions/{held.session.id}/day#flag"
    assert next(one["href"] for one in notice.select("a")) == flag
    new = f"/sessions/{held.session.id}/follow-ups/new"  # the lead answers, and holds no session
    assert "/day#flag" not in str(client.sign_in(held.lead).page(new))
    client.sign_in(held.facilitator)
    assert client.page(flag).select_one("#flag form")


def test_a_form_with_a_gap_keeps_what_was_typed(client, app, held):
    client.sign_in(held.facilitator).speak("en")
    data = sent()
    del data["q_heard"]
    url = f"/sessions/{held.session.id}/afterwards/write"
    page = client.post(url, data=data | {"csrf_token": client.token()}, expect=422).get_data(True)
    assert WORDS.went_well in page
    assert kept(app) == []


def test_it_is_written_read_and_changed(client, app, held):
    client.sign_in(held.facilitator).speak("en")
    url = f"/sessions/{held.session.id}/afterwards"
    client.send(url + "/write", sent(q_heard="skipped"))
    told = client.page(url).get_text()
    assert WORDS.went_well in told
    assert WORDS.own_state in told
    client.send(url + "/write", sent(q_heard="no"), expect=409)
    client.send(url + "/write", sent(q_heard="no", was="1"))
    assert kept(app)[0].answers["heard"] == "no"
    panel = client.page(f"/sessions/{held.session.id}").get_text()
    assert f"Yes: {len(MARKS) - 1}" in panel
    assert "No: 1" in panel


def test_who_reads_what(client, held):
    held.do(services.write_debrief, ASKED, MARKS, WORDS)
    url = f"/sessions/{held.session.id}/afterwards"
    reads = {"facilitator": (True, True), "lead": (True, True), "admin": (True, False)}
    for who, (name, own) in reads.items():
        told = client.sign_in(getattr(held, who)).page(url).get_text()
        assert (("Ержан" in told), (WORDS.own_state in told)) == (name, own), who
    told = client.sign_in(held.curator).page(url).get_text()
    assert "Ержан" not in told
    assert "Күләш" not in told
    assert "сөзі жарасты" in told
    assert WORDS.own_state not in told
    client.sign_in(held.colleague).get(url, expect=403)
    assert "Afterwards" not in client.speak("en").page(f"/sessions/{held.session.id}").get_text()
    stranger = held.make.user(Role.ADMIN, organisation=held.make.other_organisation())
    client.sign_in(stranger).get(url, expect=404)


def test_a_form_of_questions_nobody_asks_is_refused(client, app, held):
    client.sign_in(held.facilitator)
    url = f"/sessions/{held.session.id}/afterwards/write"
    foreign = held.make.other_organisation()
    other = held.make.keep(Checklist(organisation_id=foreign.id, version=1))
    for name in ("", "house-2", "house-01x", "house-²", "x" * 5000, str(uuid.uuid4()), other.id):
        client.send(url, sent(asked=str(name)), expect=409)
    assert kept(app) == []


def test_questions_are_changed_on_their_page(client, app, held):
    client.sign_in(held.curator).speak("en")
    page = client.page("/checklist")
    assert page.select_one("#kk_0").get_text().strip() == ASKED.questions[0].kk
    none = {f"manual_{n}": "" for n in range(MOST)} | {"was": "0"}
    data = none | {f"{code}_{n}": f"{code} {n}" for code in ("kk", "ru") for n in range(3)}
    client.send("/checklist", data | {"ru_2": ""}, expect=422)
    client.send("/checklist", data | {"kk_2": "", "ru_2": ""}, expect=422)
    client.send("/checklist", data)
    client.send("/checklist", data, expect=409)
    client.sign_in(held.facilitator)
    form = client.page(f"/sessions/{held.session.id}/afterwards/write")
    assert [one.get_text() for one in form.select("fieldset legend")][:3] == [
        "kk 0",
        "kk 1",
        "kk 2",
    ]
    client.get("/checklist", expect=403)


# What stays of somebody


def test_names_go_with_an_erasure_and_the_debrief_stays(app, held):
    held.do(services.write_debrief, ASKED, MARKS, WORDS)
    with app.app_context(), app.test_request_context(), unit_of_work():
        child = db.session.get_one(Person, held.child.id)
        carry_out(plan_for(Erasing(child.id, Wish.DELETE, words_of(child))))
    (row,) = kept(app)
    assert "Ержан" not in row.went_well
    assert "Күләш" in row.was_hard
    assert row.answers == dict.fromkeys(MARKS, "yes")


def test_the_log_holds_no_word_of_it(app, held, client):
    held.do(services.write_debrief, ASKED, MARKS, WORDS)
    client.sign_in(held.lead).get(f"/sessions/{held.session.id}/afterwards")
    with app.app_context(), unit_of_work(write=False):
        lines = db.session.query(AuditEvent).filter(AuditEvent.action.like("sessions.debrief%"))
        told = [(line.action, dict(line.detail)) for line in lines.order_by(AuditEvent.number)]
    assert told == [("sessions.debrief_written", {}), ("sessions.debrief_viewed", {})]


def test_a_set_is_called_by_its_id(held):
    mine = QuestionSet(3, (), uuid.UUID(int=5))
    assert mine.name == str(uuid.UUID(int=5))
    assert ASKED.name == f"house-{ASKED.version}"
