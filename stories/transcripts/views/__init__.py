"""The room's pages."""

from stories.transcripts.views import bounds, files, segments, speakers, versions, writing
from stories.transcripts.views.pages import blueprint
from stories.transcripts.wordlist import views as words

__all__ = ["blueprint", "bounds", "files", "segments", "speakers", "versions", "words", "writing"]
