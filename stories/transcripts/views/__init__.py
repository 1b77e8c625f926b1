"""The room's pages."""

from stories.transcripts.views import files, segments, speakers, versions, writing
from stories.transcripts.views.pages import blueprint
from stories.transcripts.wordlist import views as words

__all__ = ["blueprint", "files", "segments", "speakers", "versions", "words", "writing"]
