"""The narrator's own pages, and the team's pages about them."""

from stories.translations.narrator.views import answers
from stories.translations.narrator.views.door import own
from stories.translations.narrator.views.team import staff

__all__ = ["answers", "own", "staff"]
