"""A narrator's link, their answers, and what the team does about them."""

from stories.translations.narrator.services.answers import agree, agree_to_rest, keep_note, wish
from stories.translations.narrator.services.dealing import deal_with
from stories.translations.narrator.services.giving import (
    door,
    enter,
    give_link,
    may_be_asked,
    open_link,
    revoke_link,
)

__all__ = [
    "agree",
    "agree_to_rest",
    "deal_with",
    "door",
    "enter",
    "give_link",
    "keep_note",
    "may_be_asked",
    "open_link",
    "revoke_link",
    "wish",
]
