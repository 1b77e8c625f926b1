"""Free hours in words, and what is wrong with those that were typed, in the reader's language."""

import re
from collections.abc import Sequence

from babel.dates import get_day_names
from flask_babel import gettext as _

from stories.foundation.hours import DAY, MOST_A_DAY, Hours, Window, clock_of, days_alike
from stories.foundation.i18n import locale_code

# A phone's clock sends 14:05, and 14:05:00 where it shows seconds; people write 9, 9.30 and 24:00.
CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::00)?")
IN_A_ROW = 3

Typed = tuple[str, str]


class HoursWrong(ValueError):
    """Hours that were typed are none; each sentence is for a person."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


def weekday_name(weekday: int) -> str:
    """«Сәрсенбі», «Среда»: a weekday (Monday is 0) at the head of its row."""
    names = get_day_names("wide", context="stand-alone", locale=locale_code())
    return str(names[weekday]).capitalize()


def hours_words(hours: Hours | None) -> str:
    """«Mon–Fri 09:00–17:00; Sat 10:00–12:00»; what is not known and what is never are said."""
    if hours is None:
        return str(_("Not known"))
    if not hours.windows:
        return str(_("No free hours in the week"))
    return "; ".join(
        f"{_days(days)} {', '.join(map(_stretch, windows))}" for days, windows in days_alike(hours)
    )


def window_words(window: Window) -> str:
    """«Wed 14:00–17:00»: one window."""
    return f"{_days([window.weekday])} {_stretch(window)}"


def _stretch(window: Window) -> str:
    return f"{clock_of(window.start)}–{clock_of(window.end)}"


def _days(days: list[int]) -> str:
    names = get_day_names("abbreviated", context="stand-alone", locale=locale_code())
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = []
    for run in runs:
        called = [str(names[day]).capitalize() for day in run]
        told += [f"{called[0]}–{called[-1]}"] if len(run) >= IN_A_ROW else called
    return ", ".join(told)


def read_week(typed: dict[int, list[Typed]]) -> Hours:
    """The hours somebody typed: for each weekday pairs of «from» and «to».

    An end at 00:00 is the end of the day. Raises ``HoursWrong`` with a sentence for each row
    that cannot be kept.
    """
    windows, wrong = [], []
    for day, pairs in typed.items():
        written = [pair for pair in pairs if any(pair)]
        if len(written) > MOST_A_DAY:
            wrong.append(_("%(day)s: these are too many times for one day.", day=weekday_name(day)))
            continue
        for pair in written:
            found = _window(day, *pair)
            if isinstance(found, Window):
                windows.append(found)
            else:
                wrong.append(found)
    if wrong:
        raise HoursWrong(wrong)
    return Hours.of(windows)


def _window(day: int, first: str, last: str) -> Window | str:
    named = {"day": weekday_name(day)}
    if not first or not last:
        return str(_("%(day)s: fill in both times, or neither.", **named))
    start, end = read_clock(first), read_clock(last)
    if start is None or end is None or start == DAY:
        return str(_("%(day)s: enter times such as 15:00.", **named))
    end = end or DAY
    if start == end:
        return str(_("%(day)s: it begins and ends at the same time.", **named))
    if start > end:
        sentence = _(
            "%(day)s: the end is before the beginning. What goes on after midnight belongs to the "
            "next day.",
            **named,
        )
        return str(sentence)
    return Window(day, start, end)


def read_clock(text: str) -> int | None:
    """The minute of the day somebody typed; None for what is no time."""
    match = CLOCK.fullmatch(text)
    if match is None:
        return None
    minute = int(match[1]) * 60 + int(match[2] or 0)
    return minute if minute <= DAY and int(match[2] or 0) < 60 else None  # noqa: PLR2004
