"""The room's pages."""

from stories.translations.finding import views as finding
from stories.translations.inward import views as inward
from stories.translations.views import files
from stories.translations.views.keeping import blueprint

__all__ = ["blueprint", "files", "finding", "inward"]
