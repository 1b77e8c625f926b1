"""The room's pages."""

from stories.media.tus import views as tus
from stories.media.views import closing, record, restricting, upload
from stories.media.views.pages import blueprint

__all__ = ["blueprint", "closing", "record", "restricting", "tus", "upload"]
