"""Storytelling sessions: planning them, who takes part, holding them."""

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l


def init_app(app: Flask) -> None:
    """Open the room."""
    from stories.foundation import attention, erasure, holdings, pages, panels, signals
    from stories.foundation.access import SIGNED_IN
    from stories.foundation.db import settle_with
    from stories.sessions import attention as mine
    from stories.sessions import erasing, held, policy, views
    from stories.sessions.calendar import views as _calendar  # noqa: F401 - adds its page
    from stories.sessions.guides import views as _guides  # noqa: F401 - adds its pages
    from stories.sessions.library import policy as library
    from stories.sessions.library import views as _library  # noqa: F401 - adds its pages
    from stories.sessions.line import session_day, session_line
    from stories.sessions.series import views as _series  # noqa: F401 - its pages join the room's
    from stories.sessions.twice import one_attendance

    policy.fill()
    letters_init()
    library.fill()
    feeds_init(app)
    matching_init()
    specialists_init()
    after_init()
    day_init()
    app.register_blueprint(views.blueprint)
    pages.add_door("sessions.today", _l("Today"), SIGNED_IN, 10)
    pages.add_door("sessions.index", _l("Sessions"), policy.VIEW, 20, room="sessions")
    pages.add_door("sessions.library", _l("Library"), library.READ, 60)
    attention.tell(mine.waiting)
    settle_with("attendances", one_attendance)
    panels.add_panel("session_line", 0, session_line)
    panels.add_panel("session_day", 0, session_day)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(erasing.touches)
    erasure.keeps_files("manual_files", "key")
    signals.agreement_given.connect(_word_spoken)
    signals.agreement_withdrawn.connect(_word_spoken)


def letters_init() -> None:
    """Letters about sessions: who writes them, when they are put down, where pages tell of them."""
    from stories.foundation import attention, erasure, holdings, panels, rounds
    from stories.foundation.db import settle_with
    from stories.foundation.mail import rooms
    from stories.sessions.letters import attention as lost
    from stories.sessions.letters import held, reminding, writing
    from stories.sessions.letters import panels as mine
    from stories.sessions.letters.rules import Kind

    for kind in Kind:
        rooms.written_by(kind.value, writing.write)
    rounds.tell(reminding.remind)
    attention.tell(lost.waiting)
    panels.add_panel("session", 70, mine.on_session)
    panels.add_panel("person", 82, mine.on_person)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(held.touches)
    settle_with("letter_refusals", held.one_refusal)


def feeds_init(app: Flask) -> None:
    """Sessions in calendars elsewhere: the address, its pages, what is kept of it."""
    from stories.foundation import erasure, holdings, panels
    from stories.sessions.feeds import held, views

    app.register_blueprint(views.feeds)
    panels.add_panel("person", 83, views.on_person)
    panels.add_panel("account", 50, views.on_account)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(held.touches)


def matching_init() -> None:
    """Pairs for a season: their pages, and what is kept of them about somebody."""
    from stories.foundation import erasure, holdings
    from stories.foundation.db import settle_with
    from stories.sessions.matching import held
    from stories.sessions.matching import views as _matching  # noqa: F401 - adds its pages

    holdings.tell(held.about, *held.TABLES)
    erasure.tell(held.touches)
    settle_with("season_pairs", held.one_choice)


def specialists_init() -> None:
    """The programme's specialists, and referrals to them."""
    from stories.foundation import attention, erasure, holdings, pages, panels
    from stories.sessions.referrals import attention as mine
    from stories.sessions.referrals import held
    from stories.sessions.referrals import moving_views as _moving  # noqa: F401 - adds its pages
    from stories.sessions.referrals import panels as shown
    from stories.sessions.referrals import policy as referrals
    from stories.sessions.specialists import policy
    from stories.sessions.specialists import views as _specialists  # noqa: F401 - adds its pages

    policy.fill()
    referrals.fill()
    pages.add_door("sessions.specialists", _l("Specialists"), policy.READ, 62)
    attention.tell(mine.waiting)
    panels.add_panel("session", 72, shown.on_session)
    panels.add_panel("person", 84, shown.on_person)
    panels.add_panel("distress_flag", 10, shown.on_flag)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(held.touches)


def after_init() -> None:
    """What follows a held session; each part opens itself."""
    from stories.sessions.after import debrief, followups, thanks, workload

    debrief.begin()
    followups.begin()
    thanks.begin()
    workload.begin()


def day_init() -> None:
    """The run sheet, and the flags raised on it."""
    from stories.foundation import attention, erasure, holdings, panels
    from stories.foundation.db import settle_with
    from stories.foundation.mail import rooms
    from stories.sessions.day import held as noted
    from stories.sessions.day import panels as shown
    from stories.sessions.day import views as _day  # noqa: F401 - adds its pages
    from stories.sessions.distress import attention as mine
    from stories.sessions.distress import held, letters, policy, services
    from stories.sessions.distress import views as _distress  # noqa: F401 - adds its pages

    policy.fill()
    rooms.written_by(services.LETTER, letters.write)
    attention.tell(mine.waiting)
    panels.add_panel("session", 5, shown.on_session)
    panels.add_panel("propose", 10, shown.on_proposing)
    for room in (noted, held):
        holdings.tell(room.about, *room.TABLES)
        erasure.tell(room.touches)
    settle_with("moods", noted.one_mood)


def _word_spoken(_sender: Any, **told: Any) -> None:
    from stories.sessions.services import confirmed_no_more, hear_again

    hear_again(told["subject_id"])
    confirmed_no_more(told["subject_id"])
