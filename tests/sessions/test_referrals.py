"""Referrals: whose word they need, who sees them, and that two hands never move one twice."""

from datetime import UTC, datetime, timedelta

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import STAFF, Role
from stories.foundation.attention import waiting_for
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Erasing, Wish, Words, carry_out, plan_for
from stories.foundation.errors import Forbidden, StoriesError
from stories.foundation.holdings import held_about
from stories.foundation.models import AuditEvent
from stories.people.models import Person, Representation
from stories.sessions.referrals import queries, services
from stories.sessions.referrals.errors import (
    MovedMeanwhile,
    NobodyAgreed,
    NobodyChosen,
    NoFollowUp,
)
from stories.sessions.referrals.models import (
    ConsentBy,
    ConsentHow,
    Referral,
    ReferralConsent,
    ReferralMove,
    ReferralOutcome,
    ReferralReason,
    ReferralState,
    Urgency,
)
from stories.sessions.referrals.rules import ENDED, MOVES, agreed, may_move
from stories.sessions.referrals.services import Need, Word
from stories.sessions.referrals.slip import lines
from stories.sessions.specialists.models import Specialist, SpecialistKind
from tests.factories import Factory
from tests.sessions.helpers import acting
from tests.sessions.test_race import race

S = ReferralState
SECRET = "Түнде ұйықтай алмай жүр"
NEED = Need(SpecialistKind.PSYCHOLOGIST, Urgency.WEEK, ReferralReason.TALK, SECRET)


class House:
    """A facilitator, a lead, a specialist with an account of their own, and a grown person."""

    def __init__(self, make: Factory) -> None:
        self.app, self.make = make.app, make
        self.facilitator, self.lead = make.facilitator(), make.user(Role.SAFEGUARDING)
        self.psychologist = make.user(Role.MODERATOR)
        self.person = make.person(name="Күләш апа", birth_year=1950)
        self.specialist = make.keep(
            Specialist(
                organisation_id=make.organisation.id,
                name="Гүлнар Сейіт",
                kind=SpecialistKind.PSYCHOLOGIST,
                languages=["kk"],
                phone="+7 701 000 00 00",
                user_id=self.psychologist.id,
            )
        )

    def word(self, by: ConsentBy = ConsentBy.PERSON, **more) -> Word:
        return Word(by, today(), ConsentHow.SPOKEN, **more)

    def drafted(self, person=None):
        with acting(self.app, self.facilitator) as actor:
            who = db.session.get_one(Person, (person or self.person).id)
            return services.draft_referral(actor, who, NEED).id

    def sent(self):
        referral_id = self.drafted()
        self.do(services.agree_to_referral, referral_id, [self.word()], today(), S.DRAFTED)
        self.send(referral_id)
        return referral_id

    def send(self, referral_id):
        with acting(self.app, self.facilitator) as actor:
            row = db.session.get_one(Referral, referral_id)
            chosen = db.session.get_one(Specialist, self.specialist.id)
            services.send_referral(actor, row, chosen, S.AGREED)

    def do(self, verb, referral_id, *args, user=None):
        with acting(self.app, user or self.facilitator) as actor:
            return verb(actor, db.session.get_one(Referral, referral_id), *args)

    def state(self, referral_id):
        with self.app.app_context(), unit_of_work(write=False):
            return db.session.get_one(Referral, referral_id).state


@pytest.fixture
def world(make):
    return House(make)


def test_a_word_for_one_kind_sends_to_no_other(world):
    referral_id = world.drafted()
    world.do(services.agree_to_referral, referral_id, [world.word()], today(), S.DRAFTED)
    other = world.make.keep(
        Specialist(
            organisation_id=world.make.organisation.id,
            name="Ерлан",
            kind=SpecialistKind.THEOLOGIAN,
            languages=["kk"],
        )
    )
    with acting(world.app, world.facilitator, keep=False) as actor:
        row = db.session.get_one(Referral, referral_id)
        chosen = db.session.get_one(Specialist, other.id)
        with pytest.raises(NobodyChosen):
            services.send_referral(actor, row, chosen, S.AGREED)
    assert world.state(referral_id) is S.AGREED


@given(st.lists(st.sampled_from(list(S)), max_size=12))
def test_no_order_of_moves_reaches_sent_past_a_word_or_comes_back_from_an_end(wanted):
    state, way = S.DRAFTED, [S.DRAFTED]
    for to in wanted:
        if may_move(state, to):
            assert state not in ENDED
            state = to
            way.append(to)
    if S.SENT in way:
        assert S.AGREED in way[: way.index(S.SENT)]
    assert way.count(S.WITHDRAWN) <= 1
    assert S.WITHDRAWN not in way[:-1]


@given(st.sets(st.sampled_from([by for by in ConsentBy if by is not ConsentBy.EMERGENCY])))
def test_a_child_needs_two_words_and_silence_is_none(words):
    assert agreed(words, child=False) == (ConsentBy.PERSON in words)
    assert agreed(words, child=True) == ({ConsentBy.REPRESENTATIVE, ConsentBy.CHILD} <= words)
    assert agreed({*words, ConsentBy.EMERGENCY}, child=True)


def test_every_state_is_in_the_table_and_every_open_one_can_be_taken_back():
    assert set(MOVES) == set(S)
    assert {state for state in S if S.WITHDRAWN in MOVES[state]} == set(S) - ENDED


def test_it_goes_its_way_and_each_step_has_a_row(app, world):
    referral_id = world.sent()
    world.do(services.answer_referral, referral_id, S.ACCEPTED, S.SENT, user=world.psychologist)
    world.do(services.answer_referral, referral_id, S.MET, S.ACCEPTED, user=world.psychologist)
    world.do(services.close_referral, referral_id, ReferralOutcome.HELPED, S.MET)
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(Referral, referral_id)
        steps = [move.state for move in row.moves]
        assert sorted(steps) == sorted([S.DRAFTED, S.AGREED, S.SENT, S.ACCEPTED, S.MET, S.CLOSED])
        assert row.outcome is ReferralOutcome.HELPED


def test_nothing_is_sent_without_a_word_or_a_day(world, make):
    referral_id = world.drafted()
    with pytest.raises(NobodyAgreed):
        world.do(services.agree_to_referral, referral_id, [], today(), S.DRAFTED)
    for day in (None, today() - timedelta(days=1), today() + timedelta(days=400)):
        with pytest.raises(NoFollowUp):
            world.do(services.agree_to_referral, referral_id, [world.word()], day, S.DRAFTED)
    child = world.drafted(make.child())
    with pytest.raises(NobodyAgreed):
        world.do(services.agree_to_referral, child, [world.word()], today(), S.DRAFTED)
    # Nobody is entered as that child's representative.
    word = world.word(ConsentBy.REPRESENTATIVE, representative_id=world.person.id)
    with pytest.raises(StoriesError):
        world.do(services.agree_to_referral, child, [word], today(), S.DRAFTED)
    assert {world.state(referral_id), world.state(child)} == {S.DRAFTED}


def test_only_the_safeguarding_lead_goes_on_without_a_word_and_says_why(world):
    referral_id = world.drafted()
    word = Word(ConsentBy.EMERGENCY, today(), ConsentHow.NOT_ASKED, reason="Өмірге қауіп")
    step = (services.agree_to_referral, referral_id, [word], today(), S.DRAFTED)
    with pytest.raises(Forbidden):
        world.do(*step)
    silent = Word(ConsentBy.EMERGENCY, today(), ConsentHow.NOT_ASKED, reason=" ")
    with pytest.raises(StoriesError):
        world.do(step[0], referral_id, [silent], today(), S.DRAFTED, user=world.lead)
    world.do(*step, user=world.lead)
    assert world.state(referral_id) is S.AGREED


def test_a_word_taken_back_ends_it_at_once_and_the_specialist_is_to_be_told(app, world):
    referral_id = world.sent()
    world.do(services.withdraw_referral, referral_id)
    world.do(services.withdraw_referral, referral_id)
    with acting(app, world.psychologist) as actor, pytest.raises(Forbidden):
        queries.referral(actor, referral_id)
    with acting(app, world.facilitator) as actor:
        with force_locale("en"):
            told = [item for item in waiting_for(actor) if "taken back" in item.sentence]
        row = db.session.get_one(Referral, referral_id)
        assert row.consents[0].taken_back_at is not None
        assert SECRET not in str(told)
        assert len(told) == 1
        for state in S:
            with pytest.raises(MovedMeanwhile):
                services.close_referral(actor, row, ReferralOutcome.HELPED, state)
        services.note_told(actor, row)
        assert not [item for item in waiting_for(actor) if "taken back" in item.sentence]
    assert world.state(referral_id) is S.WITHDRAWN


def test_those_concerned_are_reminded_when_the_day_is_over(app, world):
    referral_id = world.sent()
    with acting(app, world.facilitator):
        db.session.get_one(Referral, referral_id).follow_up_on = today() - timedelta(days=2)
    others = world.make.user(Role.ADMIN), world.make.facilitator()
    for user, count in ((world.facilitator, 1), (world.lead, 1), *((one, 0) for one in others)):
        with acting(app, user) as actor:
            told = [item.sentence for item in waiting_for(actor) if "referrals" in item.url]
            assert len(told) == count
            assert "Күләш" not in str(told)


def test_nobody_but_those_concerned_sees_it_or_that_it_exists(app, world, client):
    sent, drafted = world.sent(), world.drafted()
    world.do(services.appoint, sent, datetime.now(UTC), "Гүл көшесі, 3")
    everybody = {role: world.make.user(role) for role in STAFF}
    strangers = [user for role, user in everybody.items() if role is not Role.SAFEGUARDING]
    strangers.append(world.make.user(*STAFF, organisation=world.make.other_organisation()))
    for user in strangers:
        client.sign_in(user)
        gone = 404 if user is strangers[-1] else 403
        for referral_id in (sent, drafted):
            client.get(f"/referrals/{referral_id}", expect=gone)
        listed = client.page("/referrals").get_text()
        assert "Күләш" not in listed
        assert SECRET not in listed
    for user in (everybody[Role.FACILITATOR], everybody[Role.ADMIN]):
        client.sign_in(user)
        page = str(client.page(f"/people/{world.person.id}"))
        assert str(sent) not in page
        assert SECRET not in page
    for user, sees in ((world.facilitator, 200), (world.lead, 200), (world.psychologist, 403)):
        client.sign_in(user)
        assert SECRET in client.page(f"/referrals/{sent}").get_text()
        client.get(f"/referrals/{drafted}", expect=sees)


def test_the_specialist_answers_but_neither_sends_closes_nor_prints(world, client):
    sent = world.sent()
    client.sign_in(world.psychologist).speak("en")
    for verb in ("withdraw", "close", "again", "told", "send", "another"):
        client.send(f"/referrals/{sent}/{verb}", {"was": "sent"}, expect=403)
    client.get(f"/referrals/{sent}/slip", expect=403)
    client.send(f"/referrals/{sent}/answer", {"to": "declined", "was": "sent"})
    assert world.state(sent) is S.DECLINED
    client.get(f"/referrals/{sent}", expect=403)


def test_the_pages_lead_from_a_person_to_the_end(world, client):
    client.sign_in(world.facilitator).speak("en")
    person = f"/people/{world.person.id}"
    assert client.page(person).select(f"a[href='/referrals/new?person={world.person.id}']")
    form = {"person": str(world.person.id), "kind": "psychologist", "urgency": "week"}
    client.send("/referrals/new", form, expect=422)
    path = client.send("/referrals/new", form | {"reason": "talk", "words": SECRET}).location
    page = client.page(path)
    assert not [box for box in page.select("main input") if box.has_attr("checked")]
    day = str(today())
    word = {"given_on": day, "how": "spoken", "follow_up_on": day, "was": "drafted"}
    for wrong in (
        {},
        {"person_agrees": "y", "given_on": "9999-12-31"},
        {"person_agrees": "y", "follow_up_on": "2001-02-30"},
        {"person_agrees": "y", "how": "never"},
    ):
        client.send(f"{path}/agree", word | wrong, expect=422)
    client.send(f"{path}/emergency", {}, expect=403)
    client.send(f"{path}/agree", word | {"person_agrees": "y", "was": "sent"}, expect=409)
    client.send(f"{path}/agree", word | {"person_agrees": "y"})
    client.send(f"{path}/agree", word | {"person_agrees": "y"}, expect=409)
    for wrong in ("", "x", str(world.person.id)):
        client.send(f"{path}/send", {"specialist": wrong, "was": "agreed"}, expect=422)
    client.send(f"{path}/send", {"specialist": str(world.specialist.id), "was": "agreed"})
    place = {"where": "Жусан орталығы", "day": day, "start": "10:00"}
    client.send(f"{path}/meeting", place, expect=422)
    client.send(f"{path}/meeting", place | {"where": "Гүл көшесі, 3", "start": ""}, expect=422)
    client.get(f"{path}/slip", expect=404)
    client.send(f"{path}/meeting", place | {"where": "Гүл көшесі, 3"})
    slip = client.get(f"{path}/slip")
    assert slip.data.startswith(b"%PDF")
    client.send(f"{path}/answer", {"to": "met", "was": "sent"}, expect=422)
    client.send(f"{path}/answer", {"to": "accepted", "was": "sent"})
    client.send(f"{path}/again", {"again-follow_up_on": str(today() + timedelta(days=3))})
    client.send(f"{path}/close", {"outcome": "did_not_come", "was": "accepted"})
    assert "They did not come" in client.page(path).get_text()


def test_a_child_is_sent_with_both_words(app, make, world, client):
    child, mother = make.child(), make.person(name="Сара", birth_year=1980)
    make.keep(Representation(child_id=child.id, representative_id=mother.id))
    referral_id = world.drafted(child)
    client.sign_in(world.facilitator).speak("en")
    day = str(today())
    said = {"given_on": day, "how": "spoken", "follow_up_on": day, "was": "drafted"}
    said |= {"representative": str(mother.id), "representative_agrees": "y"}
    client.send(f"/referrals/{referral_id}/agree", said, expect=422)
    client.send(f"/referrals/{referral_id}/agree", said | {"child_agrees": "y"})
    assert world.state(referral_id) is S.AGREED
    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        assert [item.table for item in held_about(mother.id, restricted=True)
                if item.room == "sessions"] == ["referral_consents"]  # fmt: skip


def test_the_slip_tells_neither_why_nor_from_whom(app, world):
    referral_id = world.sent()
    world.do(services.appoint, referral_id, datetime.now(UTC), "Гүл көшесі, 3")
    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        row = db.session.get_one(Referral, referral_id)
        for language in ("kk", "ru"):
            told = str(lines(row, language))
            assert "Гүлнар Сейіт" in told
            assert "Гүл көшесі, 3" in told
            for secret in (SECRET, "Күләш", "сихолог", world.make.organisation.name):
                assert secret not in told


def test_the_log_tells_steps_and_no_words(app, world, client):
    referral_id = world.sent()
    client.sign_in(world.lead).get(f"/referrals/{referral_id}")
    with app.app_context(), unit_of_work(write=False):
        query = db.session.query(AuditEvent).filter(AuditEvent.subject_id == referral_id)
        lines_kept = [(line.action, line.detail) for line in query]
    assert {name for name, _detail in lines_kept} == {
        "sessions.referral_drafted",
        "sessions.referral_moved",
        "sessions.referral_viewed",
    }
    assert {key for _name, detail in lines_kept for key in detail} == {"state"}


def test_what_is_held_is_for_the_lead_and_goes_with_the_person(app, world):
    world.sent()
    with app.app_context(), app.test_request_context(), unit_of_work():
        assert "referrals" not in {item.table for item in held_about(world.person.id)}
        told = held_about(world.person.id, restricted=True)
        [held] = [item for item in told if item.table == "referrals"]
        assert SECRET in str(held.said)
        carry_out(plan_for(Erasing(world.person.id, Wish.DELETE, Words(()))))
        left = [db.session.query(table).count() for table in (Referral, ReferralConsent)]
        assert [*left, db.session.query(ReferralMove).count()] == [0, 0, 0]


def test_two_who_move_it_at_once_move_it_once(any_app):
    world = House(Factory(any_app))
    referral_id = world.sent()

    def step(to, user):
        def move():
            with any_app.app_context():
                world.do(services.answer_referral, referral_id, to, S.SENT, user=user)

        return move

    steps = [step(S.ACCEPTED, world.facilitator), step(S.DECLINED, world.psychologist)] * 2
    ended = race(any_app, steps)
    assert len([one for one in ended if one is None]) == 1, ended
    with any_app.app_context(), unit_of_work(write=False):
        assert len(db.session.get_one(Referral, referral_id).moves) == 4
