"""The verbs of collections."""

from stories.collections.queries import BUILD
from stories.collections.services.curate import (
    CollectionText,
    add_story,
    change_collection,
    make_collection,
    move_story,
    remove_story,
)
from stories.collections.services.editions import (
    ask_for_edition,
    build_edition,
    draw_up,
    hand_out,
    keep_edition,
)
from stories.collections.services.letting_go import FORGET, forget_edition, look_at_all

__all__ = [
    "BUILD",
    "FORGET",
    "CollectionText",
    "add_story",
    "ask_for_edition",
    "build_edition",
    "change_collection",
    "draw_up",
    "forget_edition",
    "hand_out",
    "keep_edition",
    "look_at_all",
    "make_collection",
    "move_story",
    "remove_story",
]
