"""Whoever has somebody's passphrase and guesses at their codes is stopped for good (DOMAIN X1).

Three of a million codes fit at any moment; ten tries in each quarter of an hour would find one
within the year. After fifty wrong ones in a month strangers are asked no more; a browser the user
came in by before has a count of its own.
"""

from datetime import timedelta

from stories.accounts import known
from stories.accounts.models import User
from stories.accounts.problems import CodesGuessed
from stories.foundation import throttle

KIND = "wrong codes"
MOST_WRONG = 50
MONTH = timedelta(days=30)


def wrong(user: User) -> None:
    """Count a code that did not fit."""
    throttle.count(_door(user), within=MONTH)


def refuse(user: User) -> None:
    """Raise CodesGuessed where nobody is asked for codes any more."""
    if throttle.counted(_door(user), within=MONTH) >= MOST_WRONG:
        raise CodesGuessed


def forget(user: User) -> None:
    """A code fitted: earlier mistakes of this browser, or of all strangers, are forgotten."""
    throttle.clear(_door(user))


def start_anew(user: User) -> None:
    """The second key is reset, by whomever: strangers are asked again."""
    throttle.clear(known.shared(KIND, user.email))


def _door(user: User) -> str:
    return known.door(KIND, user.email)
