"""The words people read about pairs: what speaks for them, what stands against them."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stories.foundation.hours_words import hours_words
from stories.foundation.search import fold
from stories.people.calling import called_here
from stories.people.models import Person
from stories.people.shown import interests_told
from stories.sessions.matching.models import Choice
from stories.sessions.matching.rules import Part, Reason, Wall
from stories.sessions.words import languages_told, listed

CHOICES = {Choice.PIN: _l("Together"), Choice.FORBID: _l("Not together")}


def part_told(part: Part, elder: Person) -> str:
    """«Both speak Kazakh»: one thing that speaks for a pair."""
    if part.reason is Reason.LANGUAGE:
        return str(_("Both speak: %(languages)s", languages=languages_told(part.shared)))
    if part.reason is Reason.REGION:
        return str(_("Same region: %(region)s", region=elder.region))
    if part.reason is Reason.INTERESTS:
        shared = [each for each in elder.interests if fold(str(each)) in part.shared]
        return str(_("Both like: %(interests)s", interests=interests_told(shared)))
    if part.reason is Reason.HOURS:
        return str(_("Both are free: %(hours)s", hours=hours_words(part.hours)))
    return str(_("Have not met before"))


def wall_told(wall: Wall, people: Iterable[Person]) -> str:
    """Why two people are not pinned, in a sentence; no reason of theirs is told."""
    names = listed(called_here(person) for person in people)
    told = {
        Wall.NEVER: _("Nothing of one of them is ever published; plan their sessions by hand."),
        Wall.SAID_NO: _("One of them has said no to taking part."),
        Wall.NOT_READY: _("One of them does not want to take part now. That needs no reason."),
        Wall.GONE: _("Choose people from the list."),
        Wall.APART: _("%(names)s are not brought together in one session.", names=names),
        Wall.FORBIDDEN: _("%(names)s were marked as not together in this season.", names=names),
        Wall.NEEDS_INTERPRETER: _(
            "One of them needs an interpreter, and none is promised for this season."
        ),
        Wall.NO_LANGUAGE: _(
            "%(names)s share no language of the sessions, and no interpreter is promised.",
            names=names,
        ),
        Wall.TAKEN: _("The young person is already pinned to somebody else in this season."),
        Wall.FULL: _("The elder already has as many young people as this season allows."),
    }
    return str(told[wall])


# why somebody has nobody
LEFT = {
    Wall.NEVER: _l("Nothing of theirs is ever published; plan their sessions by hand."),
    Wall.SAID_NO: _l("Has said no to taking part."),
    Wall.NOT_READY: _l("Does not want to take part now. That needs no reason."),
    Wall.APART: _l("Is not brought together with those who are left."),
    Wall.FORBIDDEN: _l("Is marked as not together with those who are left."),
    Wall.NEEDS_INTERPRETER: _l("An interpreter is needed, and none is promised for this season."),
    Wall.NO_LANGUAGE: _l("Shares no language of the sessions with those who are left."),
    Wall.FULL: _l("Those who could sit with them have enough already."),
    Wall.NOBODY_LEFT: _l("Nobody is left for them."),
}
