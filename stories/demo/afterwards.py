"""What facilitators did after the sessions they held: they looked back on all but the last."""

from datetime import date, timedelta

from stories.demo.content import Session
from stories.demo.world import World, moment_of
from stories.foundation.clock import held_at
from stories.sessions.after.debrief.catalogue import house_set
from stories.sessions.after.debrief.models import Mark
from stories.sessions.after.debrief.services import Words, write_debrief
from stories.sessions.after.followups.services import Task, add_follow_up
from stories.sessions.models import SessionState

# by the session's key: what was not a plain yes, and what was written
LOOKED_BACK: dict[str, tuple[dict[str, Mark], Words]] = {
    "dombra": (
        {"pauses": Mark.PARTLY},
        Words(
            went_well="Домбыра тартылғанда екеуі де жайланып кетті.",
            was_hard="Басында үндемей біраз отырып қалдық.",
            next_time="Аспапты бірден ортаға қоямын.",
        ),
    ),
    "train": (
        {"recording": Mark.NO, "light_end": Mark.PARTLY},
        Words(
            went_well="Разговор тёк сам, вопросы почти не понадобились.",
            was_hard="За дверью шумели.",
            next_time="Проверю запись сразу, пока все ещё здесь.",
            own_state="Устал, но рад.",
        ),
    ),
    "apple": ({}, Words(went_well="Кездесу соңында бәріміз алма жеп, күліп тарқадық.")),
}
# by the session's key: what is to be done, about whom, in how many days from that evening
TO_DO: dict[str, tuple[str, str | None, int]] = {
    "dombra": ("Жазбаның көшірмесін флешкамен апарып беру.", "seitzhan", 25),
    "train": ("Отнести фотографии, которые обещали показать.", None, 21),
    "apple": ("Алма ағашының суретін басып шығарып, сыйға тарту.", None, 5),
}


def look_back(world: World) -> None:
    """Each facilitator answers the house's questions on the evening of the day."""
    for session in world.content.sessions:
        if session.state == SessionState.HELD and session.key in LOOKED_BACK:
            _write(world, session)


def _write(world: World, session: Session) -> None:
    asked, (others, words) = house_set(), LOOKED_BACK[session.key]
    marks = dict.fromkeys((one.key for one in asked.questions), Mark.YES) | others
    evening = moment_of(session, world.today) + timedelta(hours=4)
    with held_at(evening):
        row = world.sessions[session.key]
        write_debrief(world.actor(session.facilitator), row, asked, marks, words)
        _plan(world, session, (evening + timedelta(days=TO_DO[session.key][2])).date())


def _plan(world: World, session: Session, due_on: date) -> None:
    text, about, _days = TO_DO[session.key]
    person_id = world.people[about].id if about else None
    task = Task(text, world.staff[session.facilitator].id, due_on, person_id)
    add_follow_up(world.actor(session.facilitator), world.sessions[session.key], task)
