"""Pages of the sessions room."""

from datetime import date

from babel.dates import format_date, format_skeleton
from flask import Blueprint

from stories.foundation.i18n import locale_code, parted

blueprint = Blueprint("sessions", __name__)


@blueprint.app_template_filter()
def month_alone(day: date) -> str:
    """«Қараша», «Ноябрь»: a month's name as it stands by itself."""
    return format_date(day, "LLLL", locale=locale_code()).capitalize()


@blueprint.app_template_filter()
def month_year(day: date) -> str:
    """«2026 ж. қараша», «ноябрь 2026 г.»: what stands over a calendar."""
    return parted(str(format_skeleton("yMMMM", day, locale=locale_code())))


from stories.sessions.feeds import views as feeds  # noqa: E402, F401
from stories.sessions.letters import views as letters  # noqa: E402, F401
from stories.sessions.views import moving, planning, reading  # noqa: E402, F401
