"""The room's pages."""

from stories.transcripts.approvals import views as approvals
from stories.transcripts.history import views as history
from stories.transcripts.merging import views as merging
from stories.transcripts.presence import views as presence
from stories.transcripts.spelling import views as spelling
from stories.transcripts.views import bounds, files, heard, segments, speakers, versions, writing
from stories.transcripts.views.pages import blueprint
from stories.transcripts.wordlist import views as words

__all__ = [
    "approvals",
    "blueprint",
    "bounds",
    "files",
    "heard",
    "history",
    "merging",
    "presence",
    "segments",
    "speakers",
    "spelling",
    "versions",
    "words",
    "writing",
]
