"""What the kinds of suggestions are called."""

from flask_babel import lazy_gettext as _l

from stories.foundation.access import Actor
from stories.moderation.models import Story
from stories.moderation.suggesting.finders import Kind, Theme
from stories.people.policy import PRIVATE

KINDS = {
    Kind.PERSON: _l("a name from this session"),
    Kind.PHONE: _l("a telephone number"),
    Kind.NUMBER: _l("a number like an IIN"),
    Kind.BIRTH: _l("a date that may be a date of birth"),
    Kind.ADDRESS: _l("an address"),
    Kind.SCHOOL: _l("a school"),
    Kind.PLACE: _l("a place"),
    Kind.NAME: _l("a name"),
    Kind.HARD: _l("a hard theme"),
}
THEMES = {
    Theme.LOSS: _l("losing somebody close"),
    Theme.WAR: _l("war"),
    Theme.HUNGER: _l("hunger"),
    Theme.VIOLENCE: _l("violence"),
    Theme.SELF_HARM: _l("suicide"),
    Theme.CAPTIVITY: _l("captivity and prison"),
    Theme.FEAR: _l("fear and nightmares"),
}


def kind_told(actor: Actor, story: Story, kind: Kind) -> str:
    """What a kind is called; who may not know names learns of none whose it is (DOMAIN P1)."""
    if kind is Kind.PERSON and not actor.can(PRIVATE, story):
        kind = Kind.NAME
    return str(KINDS[kind])
