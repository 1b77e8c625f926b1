"""Kazakh, Russian, English: the language is chosen by the user and remembered (DOMAIN X10)."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale, ngettext

from stories.foundation.access import current_actor
from stories.foundation.clock import HOME_ZONE

LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
CATALOGS = Path(__file__).parent.parent / "translations" / "catalogs"


def choose_locale() -> str:
    """The cookie first, then the account's choice, then the browser's, then Kazakh."""
    if not has_request_context():
        return "kk"
    chosen = request.cookies.get("language", "")
    if chosen in LANGUAGES:
        return chosen
    mine = current_actor().locale
    if mine in LANGUAGES:
        return str(mine)
    return request.accept_languages.best_match(["kk", "ru", "en"]) or "kk"


def init_app(app: Flask) -> None:
    """Set up catalogues and the date filters ``day``, ``clock``, ``day_clock`` and friends."""
    app.config["BABEL_DEFAULT_LOCALE"] = "kk"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGS)
    Babel(app, locale_selector=choose_locale)
    for filter_ in FILTERS:
        app.jinja_env.filters[filter_.__name__] = filter_
    app.jinja_env.globals["say"] = say


def locale_code() -> str:
    """kk, ru or en, in requests and under ``force_locale`` alike."""
    return str(get_locale() or "kk")[:2]


def say(kk: str, ru: str) -> str:
    """A text kept in both languages, in the reader's; the English interface shows the Kazakh."""
    return (ru or kk) if locale_code() == "ru" else (kk or ru)


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def parted(text: str) -> str:
    """The text with its narrow spaces as wide as the others: in a heading they all but vanish."""
    return text.replace("\u202f", "\u00a0")


def day(moment: datetime | date, zone: str = HOME_ZONE) -> str:
    """«2026 ж. 23 қараша»: the day at the place."""
    when = _local(moment, zone).date() if isinstance(moment, datetime) else moment
    return parted(format_date(when, "long", locale=locale_code()))


def short_day(moment: datetime | date, zone: str = HOME_ZONE) -> str:
    """«23 қар.»: day and month, short."""
    when = _local(moment, zone).date() if isinstance(moment, datetime) else moment
    return format_date(when, "d MMM", locale=locale_code())


def weekday(moment: datetime | date, zone: str = HOME_ZONE) -> str:
    """«дүйсенбі»: the day of the week at the place."""
    when = _local(moment, zone).date() if isinstance(moment, datetime) else moment
    return format_date(when, "EEEE", locale=locale_code())


def weekday_short(moment: datetime | date, zone: str = HOME_ZONE) -> str:
    """«Дс»: the day of the week over a column of a calendar."""
    when = _local(moment, zone).date() if isinstance(moment, datetime) else moment
    return format_date(when, "EEE", locale=locale_code()).capitalize()


def day_number(moment: datetime | date, zone: str = HOME_ZONE) -> int:
    """23: the day of the month at the place."""
    return (_local(moment, zone) if isinstance(moment, datetime) else moment).day


def month(moment: datetime | date, zone: str = HOME_ZONE) -> str:
    """«қараша», «ноября»: the month's name as it stands beside a day."""
    when = _local(moment, zone).date() if isinstance(moment, datetime) else moment
    return format_date(when, "MMMM", locale=locale_code())


def clock(moment: datetime, zone: str = HOME_ZONE) -> str:
    """«15:00» at the place."""
    return format_time(_local(moment, zone).time(), "HH:mm", locale=locale_code())


def day_clock(moment: datetime, zone: str = HOME_ZONE) -> str:
    """«2026 ж. 23 қараша, 15:00»: day and hour at the place."""
    return f"{day(moment, zone)}, {clock(moment, zone)}"


def minutes(count: int) -> str:
    """«40 минут», with the plural of the language."""
    return str(ngettext("%(num)d minute", "%(num)d minutes", count))


def playtime(seconds: float) -> str:
    """«2:14» or «1:02:14» for a position in a recording."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    tail = f"{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
    return f"{hours}:{tail}" if hours else tail


def megabytes(count: int) -> str:
    """«1,4» megabytes, with the decimal sign of the language."""
    from babel.numbers import format_decimal

    return format_decimal(count / 1_000_000, format="#,##0.0", locale=locale_code())


FILTERS = (
    day,
    weekday,
    weekday_short,
    day_number,
    month,
    short_day,
    clock,
    day_clock,
    minutes,
    playtime,
    megabytes,
)
