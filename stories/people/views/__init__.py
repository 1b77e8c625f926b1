"""The room's pages; each file adds its own to the one blueprint."""

from stories.people.views import agreements, beside, closing, held, mine, own_links
from stories.people.views.persons import blueprint

__all__ = ["agreements", "beside", "blueprint", "closing", "held", "mine", "own_links"]
__all__ = ["agreements", "beside", "blueprint", "closing"]
from stories.people.views import merging

__all__ = ["agreements", "beside", "blueprint", "merging"]
