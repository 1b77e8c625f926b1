"""The room's pages; each file adds its own to the one blueprint."""

from stories.people.views import (
    agreements,
    apart,
    beside,
    closing,
    editing,
    erasing,
    evidence,
    held,
    importing,
    merging,
    mine,
    own_links,
    papers,
    placing,
    screen,
)
from stories.people.views.persons import (
    blueprint,
)

__all__ = [
    "agreements",
    "apart",
    "beside",
    "blueprint",
    "closing",
    "editing",
    "erasing",
    "evidence",
    "held",
    "importing",
    "merging",
    "mine",
    "own_links",
    "papers",
    "placing",
    "screen",
]
