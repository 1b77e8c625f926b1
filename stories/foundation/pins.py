"""Guessing at PINs: slowed at each link and for each network, and a link guessed at closes (X4).

A PIN has a million values. Slowed alone, somebody who has found an address would come upon it
within a year or so; with fifty mistakes in all it stays one chance in twenty thousand.
"""

from stories.foundation import throttle
from stories.foundation.db import unit_of_work
from stories.foundation.links import LONGEST
from stories.foundation.network import network

NETWORK_LIMIT = 120  # families of a whole centre may come in behind one address
MOST_WRONG = 50  # in a link's whole life, since its PIN was last right


def spend(door: str) -> None:
    """Count an attempt at a link, and one of this network at all links; raises TooManyAttempts."""
    with unit_of_work():
        throttle.spend(f"pins:{network()}", limit=NETWORK_LIMIT)
    with unit_of_work():
        throttle.spend(door)


def wrong(door: str) -> bool:
    """Count a mistake; whether there were so many that the link must close."""
    return throttle.count(f"{door}:wrong", within=LONGEST) >= MOST_WRONG


def right(door: str) -> None:
    """The PIN was right; earlier mistakes are forgotten."""
    throttle.clear(door)
    throttle.clear(f"{door}:wrong")
