"""The room's pages."""

from stories.transcripts.views import files, segments, speakers
from stories.transcripts.views.pages import blueprint

__all__ = ["blueprint", "files", "segments", "speakers"]
