"""The room's pages."""

from stories.transcripts.views import segments
from stories.transcripts.views.pages import blueprint

__all__ = ["blueprint", "segments"]
