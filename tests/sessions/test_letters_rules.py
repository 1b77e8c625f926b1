"""Whatever is moved, confirmed and called off, in whatever order: nobody is told an old hour."""

from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from stories.sessions.letters.rules import (
    PROMISED,
    SETTLED,
    TAKES_PLACE,
    Appointment,
    Due,
    Kind,
    Told,
    Way,
    due,
    holds,
    known,
)
from stories.sessions.models import SessionState

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
HOURS = [START + timedelta(days=days) for days in (12, 14, 20)]
MINUTE = timedelta(minutes=1)
S = SessionState


class House:
    """A session and the letters of one receiver, with a clock that goes on as it is told."""

    def __init__(self) -> None:
        self.at = START
        self.state = S.PLANNED
        self.hour = HOURS[0]
        self.invited = True
        self.changed_at = START - timedelta(days=1)
        self.rows: list[tuple[Due, str]] = []
        self.ways: list[Way] = []
        self.sent: list[tuple[datetime, Kind, str, datetime]] = []

    @property
    def appointment(self) -> Appointment:
        return Appointment(self.hour, 40, "Asia/Almaty", "Орталық")

    @property
    def told(self) -> list[Told]:
        return [
            Told(one.kind, print_, one.at, way)
            for (one, print_), way in zip(self.rows, self.ways, strict=True)
        ]

    def round(self, *, server: bool = True) -> None:
        """What a minute's round does: put down what is due, send what holds."""
        if self.changed_at <= self.at - SETTLED:
            found = list(
                due(self.state, self.appointment, self.told, self.at, invited=self.invited)
            )
            for one in found:
                spoken = known(self.told)
                about = spoken.print if one.kind is Kind.CANCELLED and spoken else None
                self.rows.append((one, about or self.appointment.print))
                self.ways.append(Way.WAITING)
        for place, ((one, print_), way) in enumerate(zip(self.rows, self.ways, strict=True)):
            if server and way is Way.WAITING and one.not_before <= self.at:
                self._send(place, one, print_)

    def _send(self, place: int, one: Due, print_: str) -> None:
        passed = self.hour <= self.at and one.kind in PROMISED
        if not passed and holds(
            one.kind, print_, self.state, self.appointment, invited=self.invited
        ):
            self.ways[place] = Way.GONE
            self.sent.append((self.at, one.kind, print_, one.at))
        else:
            self.ways[place] = Way.OVERTAKEN

    def wait(self, minutes: int, *, server: bool = True) -> None:
        """Rounds at the beginning, at the end, and after it has settled."""
        end = self.at + minutes * MINUTE
        for step in (MINUTE, SETTLED + MINUTE):
            if self.at + step < end:
                self.at += step
                self.round(server=server)
        self.at = end
        self.round(server=server)

    def change(self, act: str) -> None:
        alive = self.state in TAKES_PLACE
        if act == "confirm" and alive:
            self.state = S.CONFIRMED
        elif act == "doubt" and alive:
            self.state = S.PLANNED
        elif act == "cancel" and alive:
            self.state = S.CANCELLED
        elif act.startswith("move") and alive:
            self.hour = HOURS[int(act[-1])]
        elif act == "leave":
            self.invited = False
        elif act == "join":
            self.invited = True
        self.changed_at = self.at


ACTS = st.sampled_from(
    ["confirm", "doubt", "cancel", "move 0", "move 1", "move 2", "leave", "join", "confirm"]
)
WAITS = st.sampled_from([1, 3, 7, 60, 60 * 26, 60 * 24 * 6])
DAYS = st.lists(st.tuples(ACTS, WAITS, st.booleans()), max_size=9)


@given(DAYS)
@example([("confirm", 60 * 24 * 6, True), ("move 1", 7, True), ("move 0", 7, True)])
@example([("confirm", 60 * 24 * 6, True), ("move 1", 3, True), ("move 0", 7, True)])
@example([("confirm", 60, True), ("cancel", 7, True)])
@example([("confirm", 8640, True), ("move 1", 7, True), ("move 0", 7, True), ("move 1", 7, True)])
@example([("confirm", 60, True), ("leave", 7, False), ("join", 60, True)])
@example([("confirm", 7, True), ("move 1", 7, False), ("move 2", 60, True)])
def test_nobody_is_told_what_no_longer_holds_and_everybody_what_does(days):
    house = House()
    for act, minutes, server in days:
        house.change(act)
        before = len(house.sent)
        house.wait(minutes, server=server)
        for _at, kind, print_, _hour in house.sent[before:]:
            told_as_it_is(house, kind, print_)
    house.wait(60)  # it has settled, and the server is there
    knows_the_present(house)
    told_once(house)


def told_as_it_is(house: House, kind: Kind, print_: str) -> None:
    """Nothing was changed since the letter left, so it has to be right still."""
    if kind is Kind.CANCELLED:
        assert house.state is S.CANCELLED or not house.invited
    else:
        assert house.invited
        assert print_ == house.appointment.print
        assert house.state in ({S.CONFIRMED} if kind in PROMISED else TAKES_PLACE)


def knows_the_present(house: House) -> None:
    """Whoever was told an hour that is still to come, knows where it stands now."""
    if not house.sent:
        return
    _at, kind, print_, hour = house.sent[-1]
    if max(hour, house.hour) <= house.at:
        return
    if house.state is S.CANCELLED or not house.invited:
        assert kind is Kind.CANCELLED or hour <= house.at
    else:
        assert kind is not Kind.CANCELLED
        assert print_ == house.appointment.print


def told_once(house: House) -> None:
    """No two equal letters without one between them that said otherwise."""
    for place, (_at, kind, print_, _hour) in enumerate(house.sent):
        for _later, again, same, _when in house.sent[place + 1 :]:
            if (again, same) == (kind, print_):
                raise AssertionError(house.sent)
            if same != print_ or Kind.CANCELLED in {again, kind}:
                break


def days_before(house: House) -> list[tuple[Kind, int]]:
    return [(kind, (house.hour - at).days) for at, kind, _print, _hour in house.sent]


def test_a_week_and_a_day_before():
    house = House()
    house.change("confirm")
    while house.at < house.hour:
        house.wait(30)
    assert days_before(house) == [(Kind.WEEK, 7), (Kind.DAY, 1)]


def test_what_is_not_confirmed_is_nobodys_reminder():
    house = House()
    while house.at < house.hour:
        house.wait(60)
    assert house.sent == []


def test_confirmed_on_the_eve_it_is_told_once():
    house = House()
    house.at = house.hour - timedelta(hours=5)
    house.change("confirm")
    while house.at < house.hour:
        house.wait(30)
    assert [kind for _at, kind, *_ in house.sent] == [Kind.DAY]


def test_a_confirmed_session_that_moves_is_told_before_any_reminder():
    house = House()
    house.change("confirm")
    house.wait(30)
    house.change("move 2")
    house.wait(30)
    assert [kind for _at, kind, *_ in house.sent] == [Kind.MOVED]
    house.wait(60 * 24 * 13)
    assert [kind for _at, kind, *_ in house.sent] == [Kind.MOVED, Kind.WEEK]


def test_a_slip_that_is_put_right_at_once_is_nobodys_letter():
    house = House()
    house.change("confirm")
    house.wait(60 * 24 * 6)
    before = list(house.sent)
    house.change("move 1")
    house.wait(3)
    house.change("move 0")
    house.wait(60)
    assert house.sent == before
